import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';
import type { ChannelSecrets } from '@/lib/operations/operation';
import { createSecretBox, type SecretBox } from '@/lib/server/access/secret-box';
import { insertAlertSecret, readAlertSecret } from '@/lib/server/store/alert-secrets';
import type { Queryable } from '@/lib/server/store/database';

const secretsByField = z.record(z.string(), z.string());

/** Where secrets of channels are kept and opened. The destination is part of what is encrypted: it opens for no other. */
export interface ChannelVault {
  readonly database: Queryable;
  readonly clusterId: string;
  /** HIGHWATER_SECRET; null when unset. */
  readonly secret: string | null;
}

const purposeOf = (clusterId: string, destination: string) => `alert-channel ${clusterId} ${destination}`;

/** Encrypts secrets over those of an earlier reference to the same destination; answers their reference. */
export async function keepChannelSecrets(
  vault: ChannelVault,
  secrets: ChannelSecrets,
  destination: string,
  earlier: string | null,
): Promise<string> {
  const { database, clusterId } = vault;
  const known = earlier === null ? null : await openChannelSecrets(vault, earlier, destination);
  const text = JSON.stringify({ ...known, ...secrets });
  const sealed = requireBox(vault).seal(text, purposeOf(clusterId, destination));
  return insertAlertSecret(database, clusterId, destination, sealed);
}

/** Null when there are none of that reference for that destination. Throws `precondition_failed` for another key's. */
export async function openChannelSecrets(
  vault: ChannelVault,
  reference: string,
  destination: string,
): Promise<ChannelSecrets | null> {
  const found = await openSecrets(vault, reference);
  return found?.destination === destination ? found.secrets : null;
}

/** Where the secrets of a reference may be sent, and their fields; null when they are gone. */
export async function describeChannelSecrets(
  vault: ChannelVault,
  reference: string,
): Promise<{ readonly destination: string; readonly fields: readonly string[] } | null> {
  const found = await openSecrets(vault, reference);
  return found && { destination: found.destination, fields: Object.keys(found.secrets) };
}

async function openSecrets(
  vault: ChannelVault,
  reference: string,
): Promise<{ readonly destination: string; readonly secrets: ChannelSecrets } | null> {
  const sealed = await readAlertSecret(vault.database, vault.clusterId, reference);
  if (sealed === null) return null;
  const { destination } = sealed;
  const text = requireBox(vault).open(sealed, purposeOf(vault.clusterId, destination));
  return { destination, secrets: secretsByField.parse(JSON.parse(text)) };
}

function requireBox({ secret }: ChannelVault): SecretBox {
  if (secret !== null) return createSecretBox(secret);
  throw new AppError(
    'precondition_failed',
    'Secrets are kept encrypted, and this installation has no key: set HIGHWATER_SECRET to the same value for every process, and restart.',
  );
}

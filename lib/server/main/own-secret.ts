import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HighwaterEnv } from '@/lib/server/env';

/**
 * The secret that stored credentials are encrypted with. With the embedded database it is made once and kept beside it,
 * readable by its owner alone. Null with a database of one's own: there it must be the same for every process, so
 * HIGHWATER_SECRET is the only way.
 */
export async function readOwnSecret(env: HighwaterEnv): Promise<string | null> {
  if (env.secret !== null || env.databaseUrl !== null) return env.secret;
  const file = join(env.dataDir, 'secret');
  await mkdir(env.dataDir, { recursive: true });
  await writeFile(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return (await readFile(file, 'utf8')).trim();
}

import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';

const ITERATIONS = 4_096;

/** Gives a user credentials of both SCRAM mechanisms: one upsert a user and request, as Kafka demands. */
export async function createScramUser(
  bootstrapServer: string,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<void> {
  const gateway = createKafkaGateway({ bootstrapServers: [bootstrapServer] });
  try {
    for (const [mechanism, hash, sizeBytes] of [
      [1, 'sha256', 32],
      [2, 'sha512', 64],
    ] as const) {
      const salt = randomBytes(16);
      const saltedPassword = pbkdf2Sync(password, salt, ITERATIONS, sizeBytes, hash);
      const upsertions = [{ name: username, mechanism, iterations: ITERATIONS, salt, saltedPassword }];
      const request = { deletions: [], upsertions };
      const { results } = await gateway.call('AlterUserScramCredentials', request, { brokerId: 'controller' });
      if (results.some(({ errorCode }) => errorCode !== 0))
        throw new Error(`no SCRAM user: ${JSON.stringify(results)}`);
    }
  } finally {
    await gateway.close();
  }
}

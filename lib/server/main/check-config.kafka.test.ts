import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { findFreePorts } from '@/demo/free-ports';
import { runCommand } from '@/scripts/run-command';

const servers = inject('kafkaBrokers');
const folder = mkdtempSync(path.join(tmpdir(), 'highwater-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The command as a person runs it. */
function check(env: Readonly<Record<string, string>>) {
  return runCommand(process.execPath, ['--import', 'tsx', 'lib/server/highwater.ts', 'config', 'check'], { env });
}

describe('highwater config check', () => {
  it('names each cluster and every broker by the address that it advertises', async () => {
    const { exitCode, output } = await check({ KAFKA_BROKERS: servers, HIGHWATER_CLUSTER_NAME: 'orders' });
    expect(output).toContain(`Cluster orders: ${servers.split(',').join(', ')}, plaintext: Kafka `);
    for (const [index, server] of servers.split(',').entries()) {
      expect(output).toContain(`Broker ${index + 1} at ${server} answers`);
    }
    expect(exitCode).toBe(0);
  });

  it('tells of a cluster and a database that do not answer, and of no secret', async () => {
    const [nowhere, noDatabase] = await findFreePorts([undefined, undefined]);
    const file = path.join(folder, 'clusters.yaml');
    const sasl = 'sasl: { mechanism: PLAIN, username: alice, password: never-shown }';
    writeFileSync(file, `clusters:\n  - name: lost\n    brokers: 127.0.0.1:${nowhere}\n    ${sasl}\n`);
    const { exitCode, output } = await check({
      HIGHWATER_CONFIG: file,
      DATABASE_URL: `postgresql://me:never-shown-either@127.0.0.1:${noDatabase}/lag`,
    });
    expect(output).toContain(`Cluster lost: 127.0.0.1:${nowhere}, plaintext, SASL PLAIN as alice: `);
    expect(output).toContain(`Database: postgresql://me@127.0.0.1:${noDatabase}/lag: `);
    expect(output).not.toContain('never-shown');
    expect(exitCode).toBe(1);
  });
});

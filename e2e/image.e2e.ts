import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readLogTail, type StartedProcess, startProcess } from '@/demo/child-process';
import { findFreePorts } from '@/demo/free-ports';
import { pollUntil } from '@/demo/poll-until';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { describeServiceEnvironment, readCompose, readImage, type Service } from './harness/image';
import { expect, test } from './harness/test';

const run = promisify(execFile);
const TOKEN = 'an-admin-token-for-this-test-0123456789';
const NOBODY = 65534;
/** Docker would kill the process then. */
const STOP_GRACE_MS = 20_000;
const image = readImage();
const { services } = readCompose();

let folder: string;
let postgres: EmbeddedPostgres;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'highwater-image-'));
  await chmod(folder, 0o755);
  postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
});
test.afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** As the image does: as somebody to whom the program's folder is read-only. Where we are not root, as ourselves. */
function asImageUser(command: readonly string[]): readonly [string, readonly string[]] {
  const [program = '', ...args] = command;
  const node = program === 'node' ? process.execPath : program;
  if (process.getuid?.() !== 0) return [node, args];
  const drop = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--no-new-privs', '--bounding-set=-all'];
  return ['setpriv', [...drop, node, ...args]];
}

interface Container extends StartedProcess {
  readonly logPath: string;
  /** Whether the image's health check passes. */
  isHealthy(): Promise<boolean>;
}

/** What a container would run, with nothing in its environment but what image and service put there. */
async function startContainer(
  name: string,
  service: Pick<Service, 'command' | 'environment'>,
  changes: Readonly<Record<string, string>>,
): Promise<Container> {
  const dataDir = path.join(folder, `${name}-data`);
  await mkdir(dataDir);
  if (process.getuid?.() === 0) await chown(dataDir, NOBODY, NOBODY);
  const env = {
    PATH: process.env.PATH,
    ...image.environment,
    ...describeServiceEnvironment(service, {}),
    HIGHWATER_DATA_DIR: dataDir,
    ...changes,
  } as unknown as NodeJS.ProcessEnv;
  const [program, args] = asImageUser([...image.entrypoint, ...(service.command ?? image.command)]);
  const logPath = path.join(folder, `${name}.log`);
  const started = startProcess(program, args, { logPath, env });
  const isHealthy = async () => {
    if (!started.isRunning()) throw new Error(`${name} ended:\n${readLogTail(logPath, 20)}`);
    const [checker, checkerArgs] = asImageUser(image.healthCheck);
    return run(checker, [...checkerArgs], { env }).then(
      () => true,
      () => false,
    );
  };
  return { ...started, logPath, isHealthy };
}

test('web and collector of docker-compose.yml run apart as the image runs them, and end when asked', async ({
  stack,
}) => {
  test.setTimeout(120_000);
  for (const copied of image.copied) expect(existsSync(copied), copied).toBe(true);
  const [port = 0] = await findFreePorts([undefined]);
  const outside = {
    DATABASE_URL: postgres.url,
    KAFKA_BROKERS: stack.kafkaBrokers,
    HIGHWATER_SECRET: 'a-secret-of-this-test',
  };
  const web = await startContainer('web', services.web ?? {}, {
    ...outside,
    PORT: String(port),
    HIGHWATER_ADMIN_TOKEN: TOKEN,
  });
  const collector = await startContainer('collector', services.collector ?? {}, outside);
  try {
    await pollUntil('the health check of the web', web.isHealthy, { timeoutMs: 60_000, intervalMs: 500 });
    const headers = { authorization: `Bearer ${TOKEN}` };
    const readBrokerCount = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/clusters`, { headers });
      const { items } = (await answer.json()) as { items: { brokerCount: number | null }[] };
      return items[0]?.brokerCount === 3;
    };
    await pollUntil('a round of the collector in the web', readBrokerCount, { timeoutMs: 45_000, intervalMs: 500 });
  } finally {
    for (const service of [collector, web]) await service.stop(STOP_GRACE_MS);
  }
  expect([await web.exited, await collector.exited]).toEqual([0, 0]);
  for (const { logPath } of [web, collector])
    expect(readLogTail(logPath, 200)).not.toMatch(/EACCES|EROFS|"level":[56]0/);
});

test('the image alone brings its own database, in the one folder that it may write to', async ({ stack }) => {
  test.setTimeout(120_000);
  const [port = 0] = await findFreePorts([undefined]);
  const alone = await startContainer('all', {}, { PORT: String(port), KAFKA_BROKERS: stack.kafkaBrokers });
  try {
    await pollUntil('the health check', alone.isHealthy, { timeoutMs: 60_000, intervalMs: 500 });
  } finally {
    await alone.stop(STOP_GRACE_MS);
  }
  expect(await alone.exited).toBe(0);
  expect(readLogTail(alone.logPath, 200)).not.toMatch(/EACCES|EROFS|"level":[56]0/);
});

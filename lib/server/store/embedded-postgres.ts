import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, chmod, chown, mkdir, open, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '@/lib/domain/errors';
import { type PostgresBinaries, readPostgresBinaries } from './embedded-postgres-binaries';
import { createOpenFolder, readClosedParent } from './open-folder';
import {
  readFreePort,
  readLogTail,
  readPostmaster,
  readRunningPostmaster,
  stopPostmaster,
  withLockFile,
} from './postmaster';

const USER = 'highwater';
const DATABASE = 'highwater';
const START_DEADLINE_MS = 30_000;
const START_ATTEMPTS = 5;

export interface EmbeddedPostgresOptions {
  /** Folder for the data (`data/`), the password and the server's log; created when absent. */
  readonly dataDir: string;
  /** Loopback port; a free one unless given. */
  readonly port?: number;
  /** Server settings on top of ours, e.g. `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: number;
  /** It was running already, under whoever started it. */
  readonly isAdopted: boolean;
  stop(): Promise<void>;
}

interface DataFolder {
  readonly pgData: string;
  readonly logFile: string;
  readonly password: string;
}

/**
 * Starts a real Postgres on the loopback interface, or adopts the one that a killed launcher left running on the same
 * folder. Fails with `precondition_failed` (what to change is in the message) or `database_unreachable`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await readPostgresBinaries();
  const dataDir = await createOwnedFolder(resolve(options.dataDir), binaries).catch(explainUnwritable);
  return withLockFile(join(dataDir, 'starting.lock'), START_DEADLINE_MS * 2, async () => {
    const folder = await prepareDataFolder(dataDir, binaries).catch(explainUnwritable);
    return (await adoptRunning(folder, options.port)) ?? (await startWithRetries(folder, binaries, options));
  });
}

/** The folder itself, or one elsewhere when the user that Postgres runs as cannot enter it. */
async function createOwnedFolder(dataDir: string, { runAs }: PostgresBinaries): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  if (!runAs) {
    await access(dataDir, constants.W_OK);
    return dataDir;
  }
  if ((await readClosedParent(await realpath(dataDir), runAs)) !== null) return createOpenFolder(dataDir, runAs);
  await chown(dataDir, runAs.uid, runAs.gid);
  return dataDir;
}

function explainUnwritable(error: NodeJS.ErrnoException): never {
  if (error instanceof AppError || !['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(error.code ?? ''))
    throw error;
  throw new AppError(
    'precondition_failed',
    `HIGHWATER_DATA_DIR: this user may not write ${error.path} (${error.code}): name another folder, or give this one to the user that runs Highwater.`,
    { cause: error },
  );
}

async function prepareDataFolder(dataDir: string, binaries: PostgresBinaries): Promise<DataFolder> {
  const pgData = join(dataDir, 'data');
  const passwordFile = join(dataDir, 'password');
  if (!existsSync(join(pgData, 'PG_VERSION'))) await createDatabaseCluster(dataDir, passwordFile, binaries);
  const password = (await readFile(passwordFile, 'utf8').catch(emptyWhenAbsent)).trim();
  if (password === '') {
    throw new AppError(
      'precondition_failed',
      `The password of the embedded Postgres is missing: restore ${passwordFile} or remove ${dataDir}.`,
    );
  }
  return { pgData, logFile: join(dataDir, 'postgres.log'), password };
}

function emptyWhenAbsent(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT') throw error;
  return '';
}

/** A half-made folder of an interrupted first start is thrown away: the finished one appears by a rename. */
async function createDatabaseCluster(dataDir: string, passwordFile: string, binaries: PostgresBinaries): Promise<void> {
  const draft = join(dataDir, 'data.new');
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await chmod(passwordFile, 0o600);
  if (binaries.runAs) await chown(passwordFile, binaries.runAs.uid, binaries.runAs.gid);
  const flags = [`--pgdata=${draft}`, `--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  flags.push('--locale=C.UTF-8', '--encoding=UTF8', '--no-sync', '--no-instructions');
  await runToEnd(binaries.initdb, flags, binaries);
  await rename(draft, join(dataDir, 'data'));
}

async function runToEnd(file: string, flags: readonly string[], { runAs }: PostgresBinaries): Promise<void> {
  const child = spawn(file, flags, { ...runAs, stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done)).catch(
    explainSpawnFailure,
  );
  if (code === 0) return;
  throw new AppError(
    'precondition_failed',
    `The embedded Postgres could not create its data folder: ${lastLine(output)}`,
  );
}

function explainSpawnFailure(cause: NodeJS.ErrnoException): never {
  const advice = 'The embedded Postgres needs a glibc Linux or macOS; elsewhere set DATABASE_URL.';
  throw new AppError(
    'precondition_failed',
    `The embedded Postgres cannot be run (${cause.code ?? cause.message}). ${advice}`,
    { cause },
  );
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}

async function adoptRunning(folder: DataFolder, wantedPort: number | undefined): Promise<EmbeddedPostgres | null> {
  const running = await readRunningPostmaster(folder.pgData);
  if (running === null) return null;
  const isWanted = wantedPort === undefined || running.port === wantedPort;
  if (isWanted && (await waitUntilAnswering(folder, running.port, () => false)))
    return describeServer(folder, running.port, running.pid, true);
  await stopPostmaster(running.pid);
  return null;
}

async function startWithRetries(
  folder: DataFolder,
  binaries: PostgresBinaries,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await readFreePort());
    const server = await startOnce(folder, binaries, port, options.settings ?? {});
    if (server) return server;
    const reason = await readLogTail(folder.logFile);
    if (attempt === START_ATTEMPTS) {
      throw new AppError(
        'database_unreachable',
        `The embedded Postgres does not start on 127.0.0.1:${port}: ${reason} (${folder.logFile})`,
      );
    }
    await sleep(300 * attempt);
    await readRunningPostmaster(folder.pgData);
  }
}

async function startOnce(
  folder: DataFolder,
  binaries: PostgresBinaries,
  port: number,
  extra: Readonly<Record<string, string>>,
): Promise<EmbeddedPostgres | null> {
  const log = await open(folder.logFile, 'w', 0o600);
  const flags = ['-D', folder.pgData, '-p', String(port), ...describeSettings(extra)];
  // Its own session: ctrl-C in a terminal must reach us first, so that the last rows are written before it stops.
  const child = spawn(binaries.postgres, flags, {
    ...binaries.runAs,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const failed = new Promise<NodeJS.ErrnoException>((done) => child.once('error', done));
  await log.close();
  if (child.pid === undefined) explainSpawnFailure(await failed);
  const isUp = await waitUntilAnswering(folder, port, () => hasExited(child));
  if (isUp && !hasExited(child)) return describeServer(folder, port, child.pid, false);
  if (!hasExited(child)) await stopPostmaster(child.pid);
  return null;
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function describeSettings(extra: Readonly<Record<string, string>>): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...extra,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** True once the server answers a query in its own database, which is made on the first start. */
async function waitUntilAnswering(folder: DataFolder, port: number, hasGivenUp: () => boolean): Promise<boolean> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline && !hasGivenUp()) {
    const postmaster = await readPostmaster(folder.pgData);
    if (postmaster?.isReady && postmaster.port === port && (await createDatabase(folder, port))) return true;
    await sleep(15);
  }
  return false;
}

async function createDatabase(folder: DataFolder, port: number): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: USER,
    password: folder.password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function describeServer(folder: DataFolder, port: number, pid: number, isAdopted: boolean): EmbeddedPostgres {
  const url = `postgresql://${USER}:${encodeURIComponent(folder.password)}@127.0.0.1:${port}/${DATABASE}`;
  return { url, pid, isAdopted, stop: () => stopPostmaster(pid) };
}

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withDirectoryLock } from './directory-lock';
import { type KafkaVersion, NEWEST_KAFKA } from './kafka-version';

const execFileAsync = promisify(execFile);
const demoDir = dirname(fileURLToPath(import.meta.url));
const olderDir = join(demoDir, 'older-kafka');
const targetDir = join(demoDir, 'target');
const classesDir = join(targetDir, 'classes');
const stampPath = join(targetDir, '.stamp');
const lockDir = join(targetDir, '.lock');
const MINIMUM_JAVA = 17;
const INSTALL_HINT =
  'The demo and the tests start a real Kafka: install a JDK 17 or later and Maven ' +
  '(Debian/Ubuntu: apt-get install openjdk-17-jdk-headless maven; macOS: brew install openjdk maven), ' +
  'or run `docker compose up` where Docker is installed.';

export interface KafkaJars {
  readonly javaPath: string;
  /** Our classes first, so that our log4j2.properties is the one found. */
  readonly classpath: string;
}

/** Fetches the jars of a Kafka and compiles demo/src through Maven, once for each state of the files that name them. */
export async function ensureKafkaJars(version: KafkaVersion = NEWEST_KAFKA): Promise<KafkaJars> {
  const newest = await ensureNewestJars();
  if (version === NEWEST_KAFKA) return newest;
  const libDir = join(targetDir, `kafka-${version}`);
  const olderStamp = join(libDir, '.stamp');
  const wanted = hashFiles([join(olderDir, 'pom.xml')]);
  if (!isCurrent(olderStamp, wanted)) {
    await requireTools(['mvn']);
    await withDirectoryLock(lockDir, async () => {
      if (isCurrent(olderStamp, wanted)) return;
      rmSync(libDir, { recursive: true, force: true });
      await runMaven(olderDir, [`-Dkafka.version=${version}`]);
      writeFileSync(olderStamp, wanted);
    });
  }
  return { ...newest, classpath: [classesDir, join(libDir, '*')].join(':') };
}

async function ensureNewestJars(): Promise<KafkaJars> {
  const jars = { javaPath: javaTool('java'), classpath: [classesDir, join(targetDir, 'lib', '*')].join(':') };
  const wanted = hashSources();
  if (isCurrent(stampPath, wanted)) {
    await requireTools([jars.javaPath]);
    return jars;
  }
  await requireTools([jars.javaPath, javaTool('javac'), 'mvn']);
  await withDirectoryLock(lockDir, async () => {
    if (isCurrent(stampPath, wanted)) return;
    rmSync(classesDir, { recursive: true, force: true });
    rmSync(join(targetDir, 'lib'), { recursive: true, force: true });
    await runMaven(demoDir);
    writeFileSync(stampPath, wanted);
  });
  return jars;
}

function javaTool(name: string): string {
  const home = process.env.JAVA_HOME;
  const inHome = home ? join(home, 'bin', name) : '';
  return inHome && existsSync(inHome) ? inHome : name;
}

function hashSources(): string {
  const sources = readdirSync(join(demoDir, 'src'), { recursive: true, withFileTypes: true });
  const paths = sources.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return hashFiles([join(demoDir, 'pom.xml'), ...paths.sort()]);
}

function hashFiles(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path.slice(demoDir.length)).update(readFileSync(path));
  return hash.digest('hex');
}

function isCurrent(stampPath: string, wanted: string): boolean {
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted;
}

async function requireTools(tools: readonly string[]): Promise<void> {
  for (const tool of tools) {
    const version = await readVersion(tool);
    if (version === null) throw new Error(`${tool} was not found. ${INSTALL_HINT}`);
    if (tool !== 'mvn' && version < MINIMUM_JAVA) throw new Error(`${tool} is version ${version}. ${INSTALL_HINT}`);
  }
}

/** Major version that a tool prints; null when it does not start. macOS has a java stub that starts and fails. */
async function readVersion(tool: string): Promise<number | null> {
  try {
    const { stdout, stderr } = await execFileAsync(tool, ['-version']);
    const found = /(\d+)(?:\.(\d+))?/.exec(stdout + stderr);
    const major = Number(found?.[1]);
    return major === 1 ? Number(found?.[2]) : major;
  } catch {
    return null;
  }
}

async function runMaven(cwd: string, args: readonly string[] = []): Promise<void> {
  try {
    await execFileAsync('mvn', ['-q', '-B', '-ntp', 'compile', ...args], { cwd, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const { stdout = '', message } = error as Error & { stdout?: string };
    throw new Error(`Maven could not bring the Kafka jars of ${join(cwd, 'pom.xml')}: ${stdout.trim() || message}`);
  }
}

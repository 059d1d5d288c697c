import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withDirectoryLock } from './directory-lock';

const execFileAsync = promisify(execFile);
const demoDir = dirname(fileURLToPath(import.meta.url));
const targetDir = join(demoDir, 'target');
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

/** Fetches the jars of demo/pom.xml and compiles demo/src through Maven, once for each state of these files. */
export async function ensureKafkaJars(): Promise<KafkaJars> {
  const jars = {
    javaPath: javaTool('java'),
    classpath: [join(targetDir, 'classes'), join(targetDir, 'lib', '*')].join(':'),
  };
  const wanted = hashSources();
  if (isCurrent(wanted)) {
    await requireTools([jars.javaPath]);
    return jars;
  }
  await requireTools([jars.javaPath, javaTool('javac'), 'mvn']);
  await withDirectoryLock(lockDir, async () => {
    if (isCurrent(wanted)) return;
    rmSync(join(targetDir, 'classes'), { recursive: true, force: true });
    rmSync(join(targetDir, 'lib'), { recursive: true, force: true });
    await runMaven();
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
  const hash = createHash('sha256').update(readFileSync(join(demoDir, 'pom.xml')));
  const sources = readdirSync(join(demoDir, 'src'), { recursive: true, withFileTypes: true });
  const paths = sources.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) hash.update(path.slice(demoDir.length)).update(readFileSync(path));
  return hash.digest('hex');
}

function isCurrent(wanted: string): boolean {
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

async function runMaven(): Promise<void> {
  try {
    await execFileAsync('mvn', ['-q', '-B', '-ntp', 'compile'], { cwd: demoDir, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const { stdout = '', message } = error as Error & { stdout?: string };
    throw new Error(`Maven could not bring the Kafka jars of demo/pom.xml: ${stdout.trim() || message}`);
  }
}

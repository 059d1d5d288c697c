import { readFileSync, writeFileSync } from 'node:fs';

interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lockfile {
  packages: Record<string, LockEntry & Record<string, unknown>>;
}

const PATH = 'package-lock.json';
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/**
 * Names the optional packages of other platforms that npm left out because the registry in reach does not hold them.
 * Without them `npm ci` refuses the lockfile everywhere, even though no platform installs the others' packages.
 */
function completeLockfile(): string[] {
  const lockfile = JSON.parse(readFileSync(PATH, 'utf8')) as Lockfile;
  const { packages } = lockfile;
  const added: string[] = [];
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const target = `node_modules/${name}`;
      const platform = describePlatform(name);
      if (packages[target] || packages[`${place}/${target}`] || !platform) continue;
      const kept = { ...(entry.dev ? { dev: true } : {}), ...(entry.license ? { license: entry.license } : {}) };
      packages[target] = { version: version.replace(/^[\^~]/, ''), ...kept, optional: true, ...platform };
      added.push(`${name} ${version}`);
    }
  }
  lockfile.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(PATH, `${JSON.stringify(lockfile, null, 2)}\n`);
  return added;
}

/** What a platform package says of itself in its name, e.g. `@next/swc-linux-x64-musl`; null when it names none. */
function describePlatform(name: string): { os: string[]; cpu: string[]; libc?: string[] } | null {
  const words = name.split(/[/-]/);
  const os = words.find((word) => SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (!os || !cpu) return null;
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null;
  return { os: [os], cpu: [cpu], ...(os === 'linux' && libc ? { libc: [libc] } : {}) };
}

const added = completeLockfile();
console.log(added.length === 0 ? 'The lockfile names every platform.' : `Added ${added.join(', ')}`);

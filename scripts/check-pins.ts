import { readFileSync } from 'node:fs';
import { readLockedVersions } from './lockfile';

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Dependencies that could change by themselves, and traces of the registry that one machine happened to use. */
export function checkPins(): string[] {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    Record<string, string> | undefined
  >;
  const declared = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  const locked = new Map(readLockedVersions().map(({ place, version }) => [place, version]));
  const problems: string[] = [];
  for (const [name, version] of Object.entries(declared)) {
    const installed = locked.get(`node_modules/${name}`);
    if (!EXACT.test(version)) problems.push(`package.json: ${name} is "${version}": pin one version`);
    else if (installed !== version)
      problems.push(`package-lock.json: ${name} is ${installed}, package.json says ${version}`);
  }
  for (const { place, resolved, optionalDependencies } of readLockedVersions()) {
    const missing = optionalDependencies.filter(
      (name) => !locked.has(`node_modules/${name}`) && !locked.has(`${place}/node_modules/${name}`),
    );
    if (missing.length > 0)
      problems.push(
        `package-lock.json: lacks ${missing.join(', ')}: run npx tsx scripts/complete-lockfile.ts, or npm ci fails`,
      );
    if (resolved !== null) problems.push(`package-lock.json: ${place} names a registry host: ${resolved}`);
  }
  if (/^\s*(@[\w-]+:)?registry\s*=/m.test(readFileSync('.npmrc', 'utf8')))
    problems.push('.npmrc: names a registry host');
  return problems;
}

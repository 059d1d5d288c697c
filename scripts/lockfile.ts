import { readFileSync } from 'node:fs';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockedVersion {
  readonly name: string;
  /** Where it is installed, e.g. `node_modules/next/node_modules/postcss`. */
  readonly place: string;
  readonly version: string;
  readonly resolved: string | null;
  readonly optionalDependencies: readonly string[];
}

/** Every package version that the lockfile installs, nested copies included. */
export function readLockedVersions(): LockedVersion[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(packages)
    .filter(([place]) => place !== '')
    .map(([place, { version = '0.0.0', resolved, optionalDependencies = {} }]) => ({
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      place,
      version,
      resolved: resolved ?? null,
      optionalDependencies: Object.keys(optionalDependencies),
    }));
}

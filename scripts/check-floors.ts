import { readFileSync } from 'node:fs';
import { readLockedVersions } from './lockfile';

interface Floor {
  readonly minimum: string;
  readonly reason: string;
}

/** Installed packages below the minimum safe version that floors.json gives for them. */
export function checkFloors(): string[] {
  const floors = JSON.parse(readFileSync('floors.json', 'utf8')) as Record<string, Floor>;
  return readLockedVersions().flatMap(({ name, place, version }) => {
    const floor = floors[name];
    if (!floor || !isBelow(version, floor.minimum)) return [];
    return [`${place} is ${version}, at least ${floor.minimum} is needed: ${floor.reason}`];
  });
}

/** A pre-release stands below its release. */
function isBelow(version: string, minimum: string): boolean {
  const [have, preRelease] = split(version);
  const [want] = split(minimum);
  for (let index = 0; index < 3; index++) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return preRelease !== '';
}

function split(version: string): [number[], string] {
  const [numbers = '', ...rest] = version.split('-');
  return [numbers.split('.').map(Number), rest.join('-')];
}

import { readFileSync } from 'node:fs';
import { listTrackedFiles } from './tracked-files';

const BINARY = /\.(png|jpe?g|ico|woff2?|gif|webp)$/;
/** Absolute folders of one machine. The quoted bare `/tmp/` of a sentence is none. */
const MACHINE_PATH = /(?<![\w.~-])\/(work|root|home|Users|tmp)\/[A-Za-z0-9_.-]+/;
const SELF = 'scripts/check-paths.ts';

/** Lines that name a folder which exists on one machine only. */
export function checkPaths(): string[] {
  return listTrackedFiles()
    .filter((path) => path !== SELF && !BINARY.test(path))
    .flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const found = MACHINE_PATH.exec(line);
          return found ? [`${path}:${index + 1} names ${found[0]}`] : [];
        }),
    );
}

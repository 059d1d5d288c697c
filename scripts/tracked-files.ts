import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const GENERATED = /\.generated\.(ts|json)$|^package-lock\.json$|^\.next/;

/** Files that a commit would hold, new ones included; without those that a program writes. */
export function listTrackedFiles(pattern: RegExp = /./): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const output = execFileSync('git', args, { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  const paths = new Set(output.split('\0').filter(Boolean));
  return [...paths].filter((path) => pattern.test(path) && !GENERATED.test(path) && existsSync(path)).sort();
}

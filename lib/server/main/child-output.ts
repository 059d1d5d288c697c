import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { describeLogLine, printLine } from '@/lib/server/log';

/** What Next.js says when it starts; our own ready line says it better. */
const BANNER = /^\s*(▲|[-–] (Local|Network|Environments)|✓ (Starting|Ready))/;
const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Passes a child's lines on; on a terminal its log lines become readable ones. */
export function relayOutput(stream: Readable | null, target: 'stdout' | 'stderr'): void {
  if (stream === null) return;
  createInterface({ input: stream }).on('line', (line) => {
    if (line.trim() === '' || BANNER.test(line.replaceAll(ANSI, ''))) return;
    printLine(process.stdout.isTTY ? describeLine(line) : line, target);
  });
}

function describeLine(line: string): string {
  if (!line.startsWith('{"level":')) return line;
  try {
    return describeLogLine(line).trimEnd();
  } catch {
    return line;
  }
}

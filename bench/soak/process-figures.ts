import { readdirSync, readFileSync } from 'node:fs';
import { readChildren } from '@/e2e/harness/another-highwater';

/** Of one process at one moment (Linux). */
export interface ProcessFigures {
  readonly residentMb: number;
  readonly openFiles: number;
}

export type Role = 'collector' | 'web';
const PROGRAMS: Readonly<Record<Role, string>> = { collector: 'collector.mjs', web: 'next-server' };

/** The collector or the web below a supervisor. */
export function findProcess(supervisorPid: number, role: Role): number {
  const [pid] = readChildren(supervisorPid, PROGRAMS[role]);
  if (pid === undefined) throw new Error(`no ${role} runs below ${supervisorPid}`);
  return pid;
}

export function readProcessFigures(pid: number): ProcessFigures {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const residentKb = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
  return { residentMb: residentKb / 1_024, openFiles: readdirSync(`/proc/${pid}/fd`).length };
}

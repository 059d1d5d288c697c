import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** The group that nobody reads with, whose lag is therefore always the same. */
export interface SteadyLag {
  readonly groupId: string;
  readonly totalLag: number;
}

/** What a reader of the API saw. */
export interface ApiFindings {
  answers: number;
  serverErrors: string[];
  negativeLags: string[];
  /** Less lag than there is, without a word of the partitions that are missing in it. */
  silentFalls: string[];
  slowestMs: number;
  /** Of what each answer about the cluster showed, when it came. */
  agesMs: number[];
}

const groupList = z.object({
  items: z.array(
    z.object({
      groupId: z.string(),
      totalLag: z.number().nullable(),
      knownPartitions: z.number(),
      partitionCount: z.number(),
      maxLagSeconds: z.number().nullable(),
    }),
  ),
});
const captured = z.object({ capturedAtMs: z.number() });
const PATHS = [
  '',
  '/brokers',
  '/topics?limit=500',
  '/groups?limit=500',
  '/groups?limit=500',
  '/topology',
  '/events',
  '/groups/steady/lag',
  '/groups/steady/lag/history',
  '/alerts/incidents',
];
const EVERY_MS = 250;

/** Reads the API, one path after the other, until the signal. */
export async function watchApi(root: string, steady: SteadyLag, signal: AbortSignal): Promise<ApiFindings> {
  const findings: ApiFindings = {
    answers: 0,
    serverErrors: [],
    negativeLags: [],
    silentFalls: [],
    slowestMs: 0,
    agesMs: [],
  };
  for (let turn = 0; !signal.aborted; turn++) {
    const path = PATHS[turn % PATHS.length] ?? '';
    const startedMs = performance.now();
    const answer = await fetch(`${root}${path}`).catch((error: Error) => error);
    findings.answers += 1;
    findings.slowestMs = Math.max(findings.slowestMs, performance.now() - startedMs);
    if (answer instanceof Error) findings.serverErrors.push(`${path}: ${answer.message}`);
    else if (answer.status >= 500) findings.serverErrors.push(`${path}: ${answer.status} ${await answer.text()}`);
    else if (path === '') findings.agesMs.push(Date.now() - captured.parse(await answer.json()).capturedAtMs);
    else if (path.startsWith('/groups?')) judgeGroups(await answer.json(), steady, findings);
    else await answer.arrayBuffer();
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return findings;
}

function judgeGroups(answer: unknown, steady: SteadyLag, findings: ApiFindings): void {
  for (const group of groupList.parse(answer).items) {
    const { groupId, totalLag, knownPartitions, partitionCount, maxLagSeconds } = group;
    if ((totalLag ?? 0) < 0 || (maxLagSeconds ?? 0) < 0) findings.negativeLags.push(JSON.stringify(group));
    const isWhole = knownPartitions === partitionCount;
    if (groupId === steady.groupId && totalLag !== steady.totalLag && isWhole)
      findings.silentFalls.push(JSON.stringify(group));
  }
}

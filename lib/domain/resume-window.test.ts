import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { evaluateRound } from './evaluate-cluster';
import type { JudgedRound } from './evaluation';
import { resumeWindow } from './resume-window';
import { buildMember, buildSnapshot, type GroupInput, roundAtMs, type SnapshotInput } from './testing/build-snapshot';
import { runRounds } from './testing/run-rounds';

type Script = (round: number) => Omit<SnapshotInput, 'capturedAtMs'>;

const members = [buildMember('m', [{ topic: 't', partitions: [0] }])];
const group = (committed: number, facts: Partial<GroupInput> = {}): GroupInput => ({
  groupId: 'g',
  members,
  positions: [{ topic: 't', committed: { 0: committed } }],
  ...facts,
});

/** Rounds `from` to `count - 1`, judged by a process that has nothing but the round that another stored last. */
function goOn(stored: JudgedRound | undefined, from: number, count: number, script: Script): readonly JudgedRound[] {
  let window = resumeWindow(deserialize(serialize(stored ?? null)) as JudgedRound | null);
  return Array.from({ length: count - from }, (_, index) => {
    const snapshot = buildSnapshot({ ...script(from + index), capturedAtMs: roundAtMs(from + index) });
    const judged = evaluateRound(window, snapshot);
    window = judged.window;
    return { snapshot, evaluation: judged.evaluation };
  });
}

/** What is told of the group when the process ends after round `last`, and another goes on with round `next`. */
function restart(script: Script, last: number, next: number, count: number) {
  const before = runRounds(last + 1, script);
  const after = goOn(before.at(-1), next, count, script);
  const of = (rounds: readonly JudgedRound[]) => rounds.map(({ evaluation }) => evaluation.groups.get('g'));
  return { before: of(before), after: of(after), changes: after.at(-1)?.evaluation.changes ?? [] };
}

describe('a process that goes on where another ended', () => {
  test('1. what stands still is told at once, since when it has', () => {
    const standing: Script = (n) => ({
      topics: [{ name: 't', ends: [n * 100] }],
      groups: [group(Math.min(n, 10) * 100)],
    });
    const { before, after } = restart(standing, 20, 22, 30);
    expect(before.at(-1)).toMatchObject({ verdict: 'STALLED', sinceMs: roundAtMs(11) });
    for (const one of after) expect(one).toMatchObject({ verdict: 'STALLED', sinceMs: roundAtMs(11) });
  });

  test('2. time that was stood still before counts', () => {
    const standing: Script = (n) => ({
      topics: [{ name: 't', ends: [n * 100] }],
      groups: [group(Math.min(n, 10) * 100)],
    });
    const { after } = restart(standing, 14, 15, 25);
    // Still at round 11; a minute later is round 17, and a second round must agree.
    expect(after.findIndex((one) => one?.verdict === 'STALLED') + 15).toBe(18);
  });

  test('3. gaps that were learnt are not learnt again, and a time that nobody watched is none', () => {
    const slow: Script = (n) => ({
      topics: [{ name: 't', ends: [n * 100] }],
      groups: [group(Math.floor(n / 18) * 1800)],
    });
    const { after } = restart(slow, 130, 175, 260);
    expect(new Set(after.map((one) => one?.verdict))).not.toContain('STALLED');
    const dead: Script = (n) =>
      n < 180 ? slow(n) : { ...slow(n), groups: [group(18_000, { state: 'Empty', members: [] })] };
    const died = restart(dead, 130, 175, 260).after;
    // Three gaps of three minutes, not of the eight that were missed.
    expect(died.slice(0, 180 + 62 - 175).map((one) => one?.verdict)).toContain('INACTIVE');
  });

  test('4. a loss goes on being told for its day, and a rewind until it is made good', () => {
    const lost: Script = (n) => ({
      topics: [{ name: 't', ends: [100 + n], starts: [n < 5 ? 0 : 60] }],
      groups: [group(n < 8 ? 50 : 100 + n)],
    });
    const { after } = restart(lost, 15, 16, 25);
    for (const one of after) expect(one).toMatchObject({ verdict: 'DATA_LOSS', reason: { values: { records: 10 } } });
    const back: Script = (n) => ({
      topics: [{ name: 't', ends: [1001 + n] }],
      groups: [group(n < 10 ? 1000 + n : n < 16 ? 900 + (n - 10) * 20 : 1000 + n)],
    });
    const rewound = restart(back, 13, 14, 26).after.map((one) => one?.verdict);
    expect(rewound.slice(0, 2)).toEqual(['REWOUND', 'REWOUND']);
    expect(rewound.at(-1)).toBe('OK');
  });

  test('5. one that falls behind is told so without a pause', () => {
    const slow: Script = (n) => ({ topics: [{ name: 't', ends: [n * 1000] }], groups: [group(n * 900)] });
    const { before, after } = restart(slow, 60, 61, 80);
    expect(before.at(-1)?.verdict).toBe('LAGGING');
    expect(new Set(after.map((one) => one?.verdict))).toEqual(new Set(['LAGGING']));
  });

  test('6. a job that ran meanwhile set no offsets by hand; one that fell was set', () => {
    const empty = { state: 'Empty', members: [] };
    const moved =
      (to: number): Script =>
      (n) => ({ topics: [{ name: 't', ends: [100] }], groups: [group(n < 10 ? 50 : to, empty)] });
    expect(restart(moved(100), 9, 15, 18).changes).toEqual([]);
    const fallen = restart(moved(10), 9, 15, 18);
    expect(fallen.changes).toMatchObject([{ kind: 'offsets-reset', from: '50', to: '10' }]);
    expect(fallen.after.map((one) => one?.verdict)).not.toContain('REWOUND');
  });

  test('7. what went missing meanwhile is told, and a topic made again has no memory', () => {
    const script: Script = (n) => ({
      topics: [{ name: 't', topicId: n < 20 ? 'old' : 'new', ends: [n < 20 ? n * 100 : 5] }],
      groups: [
        group(0, { positions: [{ topic: 't', topicId: n < 20 ? 'old' : 'new', committed: { 0: n < 20 ? 500 : 5 } }] }),
      ],
    });
    const { before, after, changes } = restart(script, 19, 21, 25);
    expect(before.at(-1)?.verdict).toBe('LAGGING');
    expect(after.map((one) => one?.verdict)).toEqual(['OK', 'OK', 'OK', 'OK']);
    expect(changes.map(({ kind }) => kind)).toEqual(['topic-recreated']);
  });

  test('8. nothing to go on from is a new beginning', () => {
    expect(resumeWindow(null)).toMatchObject({ previous: null, roundsAtMs: [], changes: [] });
    const [unread] = runRounds(1, () => ({ brokers: [] }));
    expect(resumeWindow(unread ?? null).previous).toBeNull();
  });
});

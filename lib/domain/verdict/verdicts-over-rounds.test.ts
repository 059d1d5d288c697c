import { describe, expect, test } from 'vitest';
import type { GroupEvaluation, JudgedRound } from '../evaluation';
import { buildMember, type GroupInput, roundAtMs } from '../testing/build-snapshot';
import { lastOfGroup, runRounds } from '../testing/run-rounds';

const MEMBER = [buildMember('m', [{ topic: 't', partitions: [0] }])];

interface Script {
  readonly end: (round: number) => number;
  readonly committed: (round: number) => number;
  readonly group?: (round: number) => Partial<GroupInput>;
}

function judge(rounds: number, { end, committed, group }: Script): readonly JudgedRound[] {
  return runRounds(rounds, (round) => ({
    topics: [{ name: 't', ends: [end(round)] }],
    groups: [
      {
        groupId: 'g',
        members: MEMBER,
        positions: [{ topic: 't', committed: { 0: committed(round) } }],
        ...group?.(round),
      },
    ],
  }));
}

function statuses(rounds: readonly JudgedRound[]): string {
  return rounds.map(({ evaluation }) => evaluation.groups.get('g')?.status ?? '-').join(' ');
}

function judged(rounds: number, script: Script): GroupEvaluation {
  return lastOfGroup(judge(rounds, script), 'g');
}

describe('status of a group', () => {
  test('1. caught up: ok from the first round', () => {
    expect(statuses(judge(3, { end: (n) => n, committed: (n) => n }))).toBe('ok ok ok');
  });

  test('2. some lag, watched for too short: unknown, collecting', () => {
    const group = judged(3, { end: (n) => 1000 + n * 100, committed: (n) => n * 100 });
    expect(group).toMatchObject({ status: 'unknown', reason: { key: 'collecting' }, trend: 'unknown', totalLag: 1000 });
  });

  test('3. reads as fast as records arrive: ok, since the first round', () => {
    const group = judged(20, { end: (n) => 1000 + n * 500, committed: (n) => n * 500 });
    expect(group).toMatchObject({ status: 'ok', reason: { key: 'keepingUp' }, sinceMs: null, trend: 'steady' });
    expect(group.consumedPerSecond).toBeCloseTo(50);
  });

  test('4. saw teeth between slow commits are not falling behind', () => {
    const group = judged(40, { end: (n) => n * 100, committed: (n) => Math.floor(n / 5) * 500 });
    expect(group.status).toBe('ok');
    expect(group.trend).toBe('steady');
  });

  test('5. consumes 10 % less than is produced: slow, with the rate', () => {
    const group = judged(50, { end: (n) => n * 1000, committed: (n) => n * 900 });
    expect(group).toMatchObject({ status: 'slow', trend: 'rising', reason: { key: 'fallingBehind' } });
    expect(group.reason.values).toEqual({ lag: 4900, perSecond: 10 });
  });

  test('5b. a rise of less than 5 % of what is consumed meanwhile is noise', () => {
    const group = judged(40, { end: (n) => 1000 + n * 1000, committed: (n) => n * 980 });
    expect(group).toMatchObject({ status: 'ok', trend: 'steady', reason: { key: 'keepingUp' } });
  });

  test('6. a backlog that shrinks: ok, catching up', () => {
    const group = judged(20, { end: (n) => 100_000 + n * 100, committed: (n) => n * 1000 });
    expect(group).toMatchObject({ status: 'ok', trend: 'falling', reason: { key: 'catchingUp' } });
  });

  test('7. a burst that is already being worked off is not slow', () => {
    const end = (n: number) => n * 10 + (n >= 22 ? 3000 : 0);
    const committed = (n: number) => (n < 22 ? n * 10 : Math.min(end(n), n * 10 + (n - 22) * 600));
    expect(statuses(judge(27, { end, committed }))).not.toContain('slow');
  });

  test('8. members alive, commits stand still with records to read: stalled after a minute, since there was something to read', () => {
    const rounds = judge(20, { end: (n) => n * 100, committed: (n) => Math.min(n, 10) * 100 });
    const group = lastOfGroup(rounds, 'g');
    expect(group).toMatchObject({ status: 'stalled', reason: { key: 'aliveNotCommitting' }, sinceMs: roundAtMs(11) });
    expect(group.reason.values).toMatchObject({ lag: 900, members: 1 });
    // Still at round 11; a minute later is round 17, and a second round must agree.
    expect(statuses(rounds).split(' ').indexOf('stalled')).toBe(18);
  });

  test('9. standing still with nothing to read is fine for ever', () => {
    expect(judged(40, { end: () => 100, committed: () => 100 })).toMatchObject({ status: 'ok' });
  });

  test('10. a group that commits every three minutes is not stalled between its commits', () => {
    const committed = (n: number) => Math.floor(n / 18) * 1800;
    const rounds = judge(130, { end: (n) => n * 100, committed });
    // Until two gaps are known nobody can tell; from then on patience is three of its own gaps.
    const later = statuses(rounds.slice(75)).split(' ');
    expect(later).not.toContain('stalled');
  });

  test('11. no members and commits still: stopped after a minute, growing or not', () => {
    const empty = () => ({ state: 'Empty', members: [] });
    const growing = judged(20, { end: (n) => n * 100, committed: () => 0, group: empty });
    expect(growing).toMatchObject({ status: 'stopped', reason: { key: 'noMembersLagGrowing' } });
    const quiet = judged(20, { end: () => 500, committed: () => 0, group: empty });
    expect(quiet).toMatchObject({ status: 'stopped', reason: { key: 'noMembers' }, totalLag: 500 });
  });

  test('12. a restart of half a minute is not stopped', () => {
    const rounds = judge(30, {
      end: (n) => n * 100,
      committed: (n) => (n >= 15 && n < 18 ? 1400 : n * 100),
      group: (n) => (n >= 15 && n < 18 ? { state: 'Empty', members: [] } : {}),
    });
    expect(statuses(rounds)).not.toContain('stopped');
  });

  test('13. one bad round never flips a status; two do; back to ok takes three', () => {
    const committed = (n: number) => (n <= 10 ? n * 100 : n < 18 ? 1000 : n * 100);
    const rounds = judge(26, { end: (n) => n * 100, committed });
    const list = statuses(rounds).split(' ');
    // The first round that says stalled is 17; commits move again in 18, before a second one agrees.
    expect(list).not.toContain('stalled');
    const longer = judge(30, { end: (n) => n * 100, committed: (n) => (n <= 10 ? n * 100 : n < 20 ? 1000 : n * 100) });
    const after = statuses(longer).split(' ');
    expect(after.slice(18, 24)).toEqual(['stalled', 'stalled', 'stalled', 'stalled', 'ok', 'ok']);
    expect(lastOfGroup(longer, 'g').sinceMs).toBe(roundAtMs(20));
  });

  test('14. no commits at all: unknown, and says so', () => {
    const group = judged(5, { end: (n) => n, committed: () => 0, group: () => ({ positions: [] }) });
    expect(group).toMatchObject({ status: 'unknown', reason: { key: 'noCommits' }, totalLag: null });
  });

  test('15. positions that cannot be read: what was, then unknown after three polls', () => {
    const rounds = judge(12, {
      end: (n) => n,
      committed: (n) => Math.min(n, 4),
      group: (n) => ({ positionsReadAtMs: roundAtMs(Math.min(n, 4)) }),
    });
    expect(statuses(rounds)).toBe('ok ok ok ok ok ok ok ok ok unknown unknown unknown');
    expect(lastOfGroup(rounds, 'g').reason.key).toBe('notRead');
  });

  test('16. a simple group has no members and is judged by its commits alone', () => {
    const simple = () => ({ state: 'Empty', members: [], isSimple: true, protocolType: '' });
    const group = judged(20, { end: (n) => 100 + n * 100, committed: (n) => n * 100, group: simple });
    expect(group).toMatchObject({ status: 'ok', reason: { key: 'keepingUp' } });
  });
});

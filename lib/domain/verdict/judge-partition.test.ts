import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GroupFactsForVerdict, judgePartition, type PartitionFacts } from './judge-partition';
import { VERDICTS } from './verdicts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** 1,000 of 10,000 records left, 10 s behind, moving each 5 s: nothing is wrong. */
const FACTS: PartitionFacts = {
  committed: 9000,
  logStart: 0,
  logEnd: 10_000,
  lastStable: 10_000,
  lag: 1000,
  unknownForMs: 0,
  nextRecord: Number.NaN,
  stillMs: 0,
  usualGapMs: 5 * SECOND,
  lagSeconds: 10,
  lagSecondsIsAtLeast: false,
  lagSlope: 0,
  rewoundFrom: Number.NaN,
  lostEarlier: 0,
  deletedPerSecond: 0,
  retentionMs: Number.POSITIVE_INFINITY,
};

const GROUP: GroupFactsForVerdict = {
  pollIntervalMs: 10 * SECOND,
  state: 'Stable',
  memberCount: 2,
  rebalancingForMs: Number.NaN,
  trend: 'steady',
};

const EMPTY = { state: 'Empty', memberCount: 0 };

function judge(
  facts: Partial<PartitionFacts>,
  group: Partial<GroupFactsForVerdict> = {},
  ownerMovedAgoMs = Number.POSITIVE_INFINITY,
) {
  const verdict = judgePartition({ ...FACTS, ...facts }, { ...GROUP, ...group }, () => ownerMovedAgoMs);
  return verdict === null ? null : VERDICTS[verdict.code];
}

type Row = [
  what: string,
  facts: Partial<PartitionFacts>,
  verdict: string | null,
  group?: Partial<GroupFactsForVerdict>,
  ownerMovedAgoMs?: number,
];

const TABLE: Row[] = [
  ['plain lag, close behind', {}, 'OK'],
  ['1. not read in this round: what was, stays', { lag: Number.NaN, unknownForMs: 10 * SECOND }, null],
  ['1. not read for three polls: still what was', { lag: Number.NaN, unknownForMs: 30 * SECOND }, null],
  ['1. not read for longer', { lag: Number.NaN, unknownForMs: 31 * SECOND }, 'UNKNOWN'],
  ['2. the log starts after the commit', { committed: 5, logStart: 15, logEnd: 20, lag: 5 }, 'DATA_LOSS'],
  ['2. all of it was deleted', { committed: 5, logStart: 20, logEnd: 20, lag: 0 }, 'DATA_LOSS'],
  ['2. lost, though nobody is there', { committed: 5, logStart: 15, stillMs: 900_000 }, 'DATA_LOSS', EMPTY],
  ['3. the commit lies beyond the log', { committed: 100, logEnd: 20, lag: 0 }, 'AHEAD'],
  ['4. nothing left', { committed: 10_000, lag: 0 }, 'OK'],
  ['4. nothing left, for hours, and nobody there', { committed: 10_000, lag: 0 }, 'OK', EMPTY],
  [
    '4. only the marker of a transaction left, for hours',
    { committed: 9999, lag: 1, nextRecord: 10_000, stillMs: 7_200_000, lagSeconds: 7200 },
    'OK',
  ],
  ['4. well, yet records were lost today', { committed: 10_000, lag: 0, lostEarlier: 7 }, 'DATA_LOSS'],
  ['5. reads again what it had read', { rewoundFrom: 9500 }, 'REWOUND'],
  ['5. is back where it was', { rewoundFrom: 9000 }, 'OK'],
  ['6. nobody there, a commit each 5 s before: a minute', { stillMs: MINUTE }, 'INACTIVE', EMPTY],
  ['6. nobody there for less', { stillMs: MINUTE - 1 }, 'OK', EMPTY],
  [
    '6. nobody there, and nothing learnt of it: a minute',
    { stillMs: MINUTE, usualGapMs: Number.NaN },
    'INACTIVE',
    EMPTY,
  ],
  [
    '6. a job that runs each 10 minutes is not missed between its runs',
    { stillMs: 20 * MINUTE, usualGapMs: 10 * MINUTE, lagSeconds: 500 },
    'OK',
    EMPTY,
  ],
  ['6. a dead group', { stillMs: MINUTE }, 'INACTIVE', { state: 'Dead', memberCount: 0 }],
  ['7. members agree who reads what', { stillMs: 10 * SECOND }, 'REBALANCING', { rebalancingForMs: 10 * SECOND }],
  ['7. reconciling while it reads on', { stillMs: 0 }, 'OK', { state: 'Reconciling', rebalancingForMs: 10 * SECOND }],
  ['7. rebalancing with nothing left to read', { committed: 10_000, lag: 0 }, 'OK', { rebalancingForMs: MINUTE }],
  ['8. members, and none has the partition', { stillMs: MINUTE }, 'UNOWNED', {}, Number.NaN],
  [
    '8. nobody knows the members: not called unowned',
    { stillMs: MINUTE },
    'STALLED',
    { memberCount: null },
    Number.NaN,
  ],
  [
    '9. an open transaction holds the rest back',
    { committed: 3, lastStable: 3, logEnd: 9, lag: 6, stillMs: MINUTE },
    'BLOCKED_BY_TXN',
  ],
  [
    '9. for less than a minute',
    { committed: 3, lastStable: 3, logEnd: 9, lag: 6, stillMs: MINUTE - 1, usualGapMs: 30 * MINUTE },
    'OK',
  ],
  ['9. a commit beyond the open transaction reads uncommitted', { lastStable: 8000, stillMs: 2 * MINUTE }, 'STALLED'],
  ['9. records before the transaction are left', { lastStable: 9500, stillMs: 2 * MINUTE }, 'STALLED'],
  [
    '8. members, none has the partition, and nothing is learnt of it: a minute',
    { stillMs: MINUTE, usualGapMs: Number.NaN },
    'UNOWNED',
    {},
    Number.NaN,
  ],
  [
    '10. an owner that works through its other partitions',
    { stillMs: 14 * MINUTE, lagSeconds: 20 },
    'OK',
    {},
    10 * SECOND,
  ],
  ['10. and never comes to this one', { stillMs: 15 * MINUTE }, 'STALLED', {}, 10 * SECOND],
  ['10. an owner that does not move', { stillMs: MINUTE }, 'STALLED'],
  ['10. within three usual gaps', { stillMs: 29 * MINUTE, usualGapMs: 10 * MINUTE, lagSeconds: 600 }, 'OK'],
  ['10. beyond three usual gaps', { stillMs: 30 * MINUTE, usualGapMs: 10 * MINUTE, lagSeconds: 1800 }, 'STALLED'],
  [
    '10. gaps not learnt: a quarter of an hour',
    { stillMs: 14 * MINUTE, usualGapMs: Number.NaN, lagSeconds: 840 },
    'OK',
  ],
  ['10. gaps not learnt, and over', { stillMs: 15 * MINUTE, usualGapMs: Number.NaN, lagSeconds: 850 }, 'STALLED'],
  [
    '10. gaps not learnt, and the record is old',
    { stillMs: MINUTE, usualGapMs: Number.NaN, lagSeconds: 901 },
    'STALLED',
  ],
  ['11. older than 80 % of the retention', { lagSeconds: 2900, retentionMs: 3_600_000 }, 'AT_RISK'],
  ['11. younger', { lagSeconds: 2800, retentionMs: 3_600_000 }, 'OK'],
  ['11. deletion is an hour away', { committed: 3600, lag: 6400, deletedPerSecond: 1 }, 'AT_RISK'],
  ['11. deletion is three hours away', { committed: 10_800, logEnd: 30_000, lag: 19_200, deletedPerSecond: 1 }, 'OK'],
  ['11. near the end of a short log', { committed: 90, logEnd: 100, lag: 10, deletedPerSecond: 1 }, 'OK'],
  ['12. half a minute and a gap behind', { lagSeconds: 35, lagSlope: 0.2 }, 'OK'],
  ['13. more, and falling behind', { lagSeconds: 36, lagSlope: 0.06 }, 'LAGGING'],
  ['13. more, and barely falling behind', { lagSeconds: 36, lagSlope: 0.05 }, 'OK'],
  [
    '13. no time lag known: records decide',
    { lagSeconds: Number.NaN, lagSlope: Number.NaN },
    'LAGGING',
    { trend: 'rising' },
  ],
  [
    '13. only a lower bound known: records decide',
    { lagSeconds: 40, lagSecondsIsAtLeast: true, lagSlope: Number.NaN },
    'LAGGING',
    { trend: 'rising' },
  ],
  ['14. too early to tell', { lagSeconds: Number.NaN, lagSlope: Number.NaN }, 'UNKNOWN', { trend: 'unknown' }],
  ['15. catches up', { lagSeconds: 600, lagSlope: -0.5 }, 'CATCHING_UP'],
  ['15. catches up after a loss', { lagSeconds: 600, lagSlope: -0.5, lostEarlier: 3 }, 'DATA_LOSS'],
  ['15. nearly there', { lagSeconds: 60, lagSlope: -0.5 }, 'OK'],
  ['16. far behind, and keeps pace', { lagSeconds: 600, lagSlope: 0.01 }, 'OK'],
];

describe('rules for one partition', () => {
  test.each(TABLE)('%s', (_, facts, verdict, group, ownerMovedAgoMs) => {
    expect(judge(facts, group, ownerMovedAgoMs)).toBe(verdict);
  });

  test('whatever is known, a partition with nothing left and nothing lost is well', () => {
    const number = fc.double({ min: 0, max: 1e9, noNaN: false });
    fc.assert(
      fc.property(
        number,
        number,
        number,
        fc.constantFrom('Stable', 'Empty', 'Dead', 'PreparingRebalance'),
        (stillMs, lagSeconds, usualGapMs, state) => {
          const facts = { committed: 10_000, lag: 0, stillMs, lagSeconds, usualGapMs };
          expect(judge(facts, { state, memberCount: state === 'Stable' ? 1 : 0 })).toBe('OK');
        },
      ),
    );
  });

  test('standing still for longer never makes it better', () => {
    const ms = fc.nat(10_000_000);
    fc.assert(
      fc.property(ms, ms, fc.nat(1_000_000), fc.boolean(), (first, second, usualGapMs, isEmpty) => {
        const [shorter, longer] = first < second ? [first, second] : [second, first];
        const group = isEmpty ? EMPTY : {};
        const rank = (stillMs: number) =>
          VERDICTS.indexOf(judge({ stillMs, usualGapMs }, group) as (typeof VERDICTS)[number]);
        expect(rank(longer)).toBeLessThanOrEqual(rank(shorter));
      }),
    );
  });
});

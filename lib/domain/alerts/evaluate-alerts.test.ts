import { describe, expect, test } from 'vitest';
import { buildBroker, POLL_MS, roundAtMs } from '../testing/build-snapshot';
import { type RoundScript, runRounds } from '../testing/run-rounds';
import { type AlertMemory, createAlertMemory } from './alert-memory';
import type { AlertRule } from './alert-rule';
import { type AlertSettings, type AlertTransition, evaluateAlerts } from './evaluate-alerts';
import { buildRule } from './testing/build-rule';

const QUIET = { silences: [], windows: [] };

interface Played {
  readonly told: readonly string[];
  readonly memory: AlertMemory;
  readonly states: ReturnType<typeof evaluateAlerts>['ruleStates'];
}

/** `3 opened billing` for each thing that happened; rounds named in `unread` reached no broker. */
function play(
  count: number,
  script: RoundScript,
  settings: AlertSettings | ((round: number) => AlertSettings),
  { unread = [], restartAt = [] }: { readonly unread?: readonly number[]; readonly restartAt?: readonly number[] } = {},
): Played {
  let memory = createAlertMemory();
  let states: Played['states'] = [];
  const told: string[] = [];
  runRounds(count, script).forEach((round) => {
    const number = (round.snapshot.capturedAtMs - roundAtMs(0)) / POLL_MS;
    if (restartAt.includes(number)) memory = createAlertMemory(memory.tracks.values(), memory.lastReadMs);
    const now = typeof settings === 'function' ? settings(number) : settings;
    const evaluated = evaluateAlerts(now, round, !unread.includes(number), memory);
    memory = evaluated.memory;
    states = evaluated.ruleStates;
    told.push(...evaluated.transitions.map((one) => describeTransition(number, one)));
  });
  return { told, memory, states };
}

function describeTransition(round: number, { kind, track, reason }: AlertTransition): string {
  return [round, kind, track.subject.name, ...(reason === null ? [] : [reason])].join(' ');
}

const rulesOf = (...rules: readonly AlertRule[]): AlertSettings => ({ rules, ...QUIET });

/** A group with so many records of lag in topic orders; null: it does not exist. */
function lagScript(lags: readonly (number | null)[], groupId = 'billing'): RoundScript {
  return (round) => {
    const lag = lags[Math.min(round, lags.length - 1)] ?? null;
    return {
      topics: [{ name: 'orders', ends: [1_000_000] }],
      groups: lag === null ? [] : [{ groupId, positions: [{ topic: 'orders', committed: { 0: 1_000_000 - lag } }] }],
    };
  };
}

describe('groups', () => {
  const lag = buildRule({ kind: 'group-lag', threshold: 10 });

  test('1. lag above the threshold opens, is told, and closes', () => {
    expect(play(3, lagScript([5, 11, 3]), rulesOf(lag)).told).toEqual([
      '1 opened billing',
      '1 announced billing',
      '2 closed billing resolved',
    ]);
  });

  test('2. a deleted group closes as gone within two rounds', () => {
    expect(play(4, lagScript([11, null]), rulesOf(lag)).told.at(-1)).toBe('2 closed billing gone');
  });

  test('3. the pattern chooses among groups', () => {
    expect(play(1, lagScript([11]), rulesOf({ ...lag, pattern: 'pay*' })).states).toMatchObject([{ subjectCount: 0 }]);
    expect(play(1, lagScript([11]), rulesOf({ ...lag, pattern: 'bil*' })).states).toMatchObject([{ firingCount: 1 }]);
  });

  test('4. a topic pattern measures that topic alone, and leaves other groups out', () => {
    const ofTopic = (topicPattern: string) => play(1, lagScript([11]), rulesOf({ ...lag, topicPattern })).states;
    expect(ofTopic('orders')).toMatchObject([{ subjectCount: 1, firingCount: 1 }]);
    expect(ofTopic('payments')).toMatchObject([{ subjectCount: 0, firingCount: 0 }]);
  });

  test('5. a partition that could not be read is no proof that lag is low', () => {
    const script: RoundScript = (round) => ({
      topics: [{ name: 'orders', ends: [100, 100], endsReadAtMs: [roundAtMs(round), roundAtMs(0)] }],
      groups: [
        { groupId: 'billing', positions: [{ topic: 'orders', committed: { 0: round === 0 ? 80 : 100, 1: 100 } }] },
      ],
    });
    expect(play(3, script, rulesOf(lag)).told).toEqual(['0 opened billing', '0 announced billing']);
  });

  test('6. growth needs half a window, and is per second', () => {
    const growth = buildRule({ kind: 'group-lag-growth', threshold: 9, windowSeconds: 60 });
    const lags = Array.from({ length: 12 }, (_, round) => round * 100);
    expect(play(12, lagScript(lags), rulesOf(growth)).told).toEqual(['3 opened billing', '3 announced billing']);
  });

  test('7. no commit while there is lag, and none needed without lag', () => {
    const silent = buildRule({ kind: 'group-no-commit', threshold: 25 });
    expect(play(6, lagScript([7]), rulesOf(silent)).told).toEqual(['3 opened billing', '3 announced billing']);
    expect(play(6, lagScript([0]), rulesOf(silent)).told).toEqual([]);
    expect(play(6, lagScript([70, 60, 50, 40, 30, 20]), rulesOf(silent)).told).toEqual([]);
  });

  test('8. after a restart a silence that is not known to be over goes on', () => {
    const silent = buildRule({ kind: 'group-no-commit', threshold: 25 });
    expect(play(8, lagScript([7]), rulesOf(silent), { restartAt: [5] }).told).toEqual([
      '3 opened billing',
      '3 announced billing',
    ]);
  });

  test('9. a rule that is changed, switched off or taken away closes what fires', () => {
    const settings = (round: number) => rulesOf(...(round < 1 ? [lag] : [{ ...lag, isEnabled: false }]));
    expect(play(2, lagScript([11]), settings).told.at(-1)).toBe('1 closed billing rule-removed');
    expect(play(2, lagScript([11]), (round) => rulesOf(...(round < 1 ? [lag] : []))).told.at(-1)).toBe(
      '1 closed billing rule-removed',
    );
    const raised = (round: number) => rulesOf(round < 1 ? lag : { ...lag, threshold: 20 });
    expect(play(2, lagScript([11]), raised).told.at(-1)).toBe('1 closed billing resolved');
  });

  test('9b. a verdict fires with what led to it, and one that is not known yet closes nothing', () => {
    const standing: RoundScript = (round) => ({
      topics: [{ name: 'orders', ends: [round * 100] }],
      groups: [
        {
          groupId: 'billing',
          state: round < 20 ? 'Empty' : 'Stable',
          positions: [{ topic: 'orders', committed: { 0: round < 20 ? 0 : round * 100 } }],
          positionsReadAtMs: roundAtMs(round >= 10 && round < 16 ? 9 : round),
        },
      ],
    });
    const verdict = buildRule({ kind: 'group-verdict', verdicts: ['INACTIVE'] });
    const { told } = play(24, standing, rulesOf(verdict));
    expect(told.filter((one) => one.includes('opened') || one.includes('closed'))).toEqual([
      '8 opened billing',
      '22 closed billing resolved',
    ]);
    const firing = play(9, standing, rulesOf(verdict)).memory.tracks.values().next().value;
    expect(firing?.evidence).toMatchObject({ verdict: 'INACTIVE', reason: { key: 'noMembersLagGrowing' } });
    const unknown = play(15, standing, rulesOf({ ...verdict, verdicts: ['INACTIVE', 'UNKNOWN'] }));
    expect(unknown.states).toMatchObject([{ firingCount: 1 }]);
  });

  test('10. a cluster that is not reached neither resolves nor closes as gone', () => {
    const played = play(6, lagScript([11]), rulesOf(lag), { unread: [1, 2, 3, 4] });
    expect(played.told).toEqual(['0 opened billing', '0 announced billing']);
  });
});

describe('brokers and partitions', () => {
  const brokers = (down: readonly number[]) =>
    [1, 2, 3].map((id) => ({ ...buildBroker(id), isRegistered: !down.includes(id) }));
  /** Partition 0 of orders lies on brokers 1 and 2, partition 1 on 2 and 3. */
  const clusterScript =
    (downOf: (round: number) => readonly number[]): RoundScript =>
    (round) => {
      const down = downOf(round);
      const replicas = [
        [1, 2],
        [2, 3],
      ];
      const isr = replicas.map((ids) => ids.filter((id) => !down.includes(id)));
      return { brokers: brokers(down), topics: [{ name: 'orders', ends: [1, 1], replicas, isr }] };
    };

  test('11. a rolling restart alerts nobody: each partition and broker is back within its time', () => {
    const restart = clusterScript((round) => (round < 3 ? [1] : round < 6 ? [2] : round < 9 ? [3] : []));
    const rules = rulesOf(
      buildRule({ kind: 'under-replicated', forSeconds: 60 }),
      buildRule({ rule: 'down', kind: 'broker-down', forSeconds: 60 }),
    );
    expect(play(12, restart, rules).told).toEqual([]);
  });

  test('12. a broker that stays away is told, and closed when it is back', () => {
    const rules = rulesOf(
      buildRule({ kind: 'under-replicated', forSeconds: 60 }),
      buildRule({ rule: 'down', kind: 'broker-down', forSeconds: 60 }),
    );
    expect(
      play(
        12,
        clusterScript((round) => (round < 10 ? [2] : [])),
        rules,
      ).told,
    ).toEqual([
      '6 opened test',
      '6 announced test',
      '6 opened 2',
      '6 announced 2',
      '10 closed test resolved',
      '10 closed 2 resolved',
    ]);
  });

  test('13. a process that takes over goes on with the partitions that fired before', () => {
    const rules = rulesOf(buildRule({ kind: 'under-replicated', forSeconds: 60 }));
    const played = play(
      12,
      clusterScript(() => [2]),
      rules,
      { restartAt: [8] },
    );
    expect(played.told).toEqual(['6 opened test', '6 announced test']);
  });

  test('14. a cluster that is not read for a while is told by the rule for that', () => {
    const silent = buildRule({ kind: 'collector-silent', threshold: 25 });
    const played = play(
      6,
      clusterScript(() => []),
      rulesOf(silent),
      { unread: [1, 2, 3, 4] },
    );
    expect(played.told).toEqual(['3 opened test', '3 announced test', '5 closed test resolved']);
  });

  test('15. moves of the controller are counted within the window', () => {
    const flapping = buildRule({ kind: 'controller-flapping', threshold: 2, windowSeconds: 60 });
    const script: RoundScript = (round) => ({ brokers: brokers([]), controllerId: 1 + Math.min(round, 3) });
    expect(play(12, script, rulesOf(flapping)).told).toEqual([
      '3 opened test',
      '3 announced test',
      '8 closed test resolved',
    ]);
  });

  test('16. disk usage is unknown where the broker does not tell', () => {
    const disk = buildRule({ kind: 'disk-usage', threshold: 90 });
    const dir = { path: '/a', errorName: null, replicaBytes: 1, replicaCount: 1 };
    const script: RoundScript = () => ({
      brokers: [
        { ...buildBroker(1), logDirs: [{ ...dir, totalBytes: 100, usableBytes: 5 }] },
        { ...buildBroker(2), logDirs: [{ ...dir, totalBytes: null, usableBytes: null }] },
      ],
    });
    const { told, states } = play(1, script, rulesOf(disk));
    expect(told).toEqual(['0 opened 1:/a', '0 announced 1:/a']);
    expect(states).toMatchObject([{ subjectCount: 2, noDataCount: 1, firingCount: 1 }]);
  });

  test('17. a partition that is on its way for too long', () => {
    const stuck = buildRule({ kind: 'reassignment-stuck', threshold: 25 });
    const moving = [{ topic: 'orders', partition: 0, replicas: [1, 2, 3], addingReplicas: [3], removingReplicas: [] }];
    const script: RoundScript = (round) => ({ brokers: brokers([]), reassignments: round < 5 ? moving : [] });
    expect(play(6, script, rulesOf(stuck)).told).toEqual([
      '3 opened test',
      '3 announced test',
      '5 closed test resolved',
    ]);
  });
});

describe('quiet times', () => {
  const lag = buildRule({ kind: 'group-lag', threshold: 10 });
  const silence = { silence: 's', rulePattern: '*', subjectPattern: 'bill*', untilMs: roundAtMs(2), note: null };

  test('18. a silenced alert opens without a word, and is told when the silence ends', () => {
    const settings = { rules: [lag], silences: [silence], windows: [] };
    expect(play(4, lagScript([11]), settings).told).toEqual(['0 opened billing', '2 announced billing']);
  });

  test('19. one that closed meanwhile is never told', () => {
    const settings = { rules: [lag], silences: [silence], windows: [] };
    const { told } = play(4, lagScript([11, 1]), settings);
    expect(told).toEqual(['0 opened billing', '1 closed billing resolved']);
  });

  test('20. other subjects and rules are not silenced', () => {
    const of = (changes: object) => ({ rules: [lag], silences: [{ ...silence, ...changes }], windows: [] });
    expect(play(1, lagScript([11]), of({ subjectPattern: 'x' })).told).toHaveLength(2);
    expect(play(1, lagScript([11]), of({ rulePattern: 'other' })).told).toHaveLength(2);
  });
});

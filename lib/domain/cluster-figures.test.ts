import { describe, expect, test } from 'vitest';
import { evaluateBrokerLoads } from './broker-load';
import { countGroupStatuses, countPartitions, evaluateFindings, evaluateHealth } from './cluster-health';
import { createEvaluationWindow, evaluateRound } from './evaluate-cluster';
import type { ClusterSnapshot } from './snapshot';
import { buildBroker, buildSnapshot, ROUND_0_MS } from './testing/build-snapshot';
import { lastEvaluation, runRounds } from './testing/run-rounds';

const logDir = { path: '/a', errorName: null, totalBytes: null, usableBytes: null, replicaBytes: 70, replicaCount: 1 };

function healthOf(facts: Partial<ClusterSnapshot>) {
  const snapshot = { ...buildSnapshot({ capturedAtMs: ROUND_0_MS }), ...facts };
  const findings = evaluateFindings(snapshot, countPartitions(snapshot), countGroupStatuses([]));
  return { health: evaluateHealth(findings), keys: findings.map((finding) => `${finding.key} ${finding.count}`) };
}

describe('load of a broker', () => {
  const replicas = [
    [1, 2],
    [1, 3],
    [1, 2],
    [2, 3],
  ];
  const snapshot = buildSnapshot({
    capturedAtMs: ROUND_0_MS,
    brokers: [
      buildBroker(1, { logDirs: [logDir, logDir] }),
      buildBroker(2),
      buildBroker(3),
      buildBroker(4, { isRegistered: false }),
    ],
    topics: [{ name: 't', ends: [0, 0, 0, 0], replicas, isr: [[1, 2], [1, 3], [1], [2, 3]], leaders: [1, 1, 1, -1] }],
  });
  const loads = evaluateBrokerLoads(snapshot);

  test('1. counts by replica list, with skew against the mean of the brokers that are up', () => {
    // 8 replicas on 3 brokers: mean 2.67; 3 leaders: mean 1.
    expect(loads[0]).toMatchObject({ partitionCount: 3, leaderCount: 3, skewPercent: 13, leaderSkewPercent: 200 });
    expect(loads[2]).toMatchObject({ partitionCount: 2, leaderCount: 0, skewPercent: -25, leaderSkewPercent: -100 });
  });
  test('2. counts partitions that are not fully in sync on each broker that has a replica', () => {
    expect(loads.map((load) => load.underReplicatedCount)).toEqual([1, 1, 0, 0]);
  });
  test('3. size is the sum of log dirs, unknown when they were not read; a broker that is down has no skew', () => {
    expect(loads[0]?.sizeBytes).toBe(140);
    expect(loads[1]?.sizeBytes).toBeNull();
    expect(loads[3]).toMatchObject({ partitionCount: 0, skewPercent: null, leaderSkewPercent: null });
  });
});

describe('health of a cluster', () => {
  test('1. nothing wrong', () => {
    expect(healthOf({})).toEqual({ health: 'ok', keys: [] });
  });
  test('2. a broker down: degraded', () => {
    expect(healthOf({ brokers: [buildBroker(1), buildBroker(2, { isRegistered: false })] })).toEqual({
      health: 'degraded',
      keys: ['brokersDown 1'],
    });
  });
  test('3. a partition without leader, or no controller: critical', () => {
    const topics = buildSnapshot({
      capturedAtMs: ROUND_0_MS,
      topics: [{ name: 't', ends: [0, 0], leaders: [-1, 1], isr: [[], [1]] }],
    }).topics;
    expect(healthOf({ topics })).toEqual({
      health: 'critical',
      keys: ['offlinePartitions 1', 'underReplicatedPartitions 1'],
    });
    expect(healthOf({ controllerId: null }).health).toBe('critical');
  });
  test('4. nobody answers: unreachable, whatever else', () => {
    expect(
      healthOf({ brokers: [buildBroker(1, { isReachable: false, isRegistered: false })], controllerId: null }),
    ).toEqual({
      health: 'unreachable',
      keys: ['clusterUnreachable 1', 'brokersDown 1'],
    });
  });
  test('5. a failed log dir: degraded', () => {
    const broken = { ...logDir, errorName: 'KAFKA_STORAGE_ERROR' };
    expect(healthOf({ brokers: [buildBroker(1, { logDirs: [logDir, broken] })] })).toEqual({
      health: 'degraded',
      keys: ['logDirsFailed 1'],
    });
  });
  test('6. groups and gaps are findings, and leave the health of the cluster itself alone', () => {
    const snapshot = buildSnapshot({ capturedAtMs: ROUND_0_MS });
    const groups = { ok: 3, slow: 2, stalled: 0, stopped: 1, unknown: 0 };
    const findings = evaluateFindings(snapshot, countPartitions(snapshot), groups);
    expect(findings.map((finding) => finding.key)).toEqual(['groupsStopped', 'groupsFallingBehind']);
    expect(evaluateHealth(findings)).toBe('ok');
  });
});

describe('changes between rounds', () => {
  const kinds = (rounds: Parameters<typeof runRounds>[1], count = 2) =>
    lastEvaluation(runRounds(count, rounds)).changes.map(({ kind, brokerId, topic, groupId, from, to }) =>
      [kind, brokerId ?? topic ?? groupId, from, to].filter((one) => one !== null).join(' '),
    );

  test('1. the first round changes nothing', () => {
    expect(kinds(() => ({ topics: [{ name: 't', ends: [1] }], groups: [{ groupId: 'g' }] }), 1)).toEqual([]);
  });
  test('2. brokers come and go, the controller moves', () => {
    expect(
      kinds((round) => ({
        controllerId: round + 1,
        brokers: [
          buildBroker(1, { isRegistered: round === 0 }),
          buildBroker(2),
          ...(round === 0 ? [] : [buildBroker(3)]),
        ],
      })),
    ).toEqual(['broker-down 1', 'broker-up 3', 'controller-moved 2 1 2']);
  });
  test('3. a broker that is not even listed any more is down', () => {
    expect(kinds((round) => ({ brokers: round === 0 ? [buildBroker(1), buildBroker(2)] : [buildBroker(1)] }))).toEqual([
      'broker-down 2',
    ]);
  });
  test('4. topics are created and deleted; without topic ids, fewer partitions mean another topic', () => {
    expect(
      kinds((round) => ({
        topics: [
          { name: round === 0 ? 'a' : 'b', ends: [1] },
          { name: 'old', topicId: null, ends: round === 0 ? [1, 1] : [0] },
        ],
      })),
    ).toEqual(['topic-created b', 'topic-recreated old', 'topic-deleted a']);
  });
  test('5. groups appear, change state and go', () => {
    expect(
      kinds((round) => ({
        groups: [
          { groupId: 'stays', state: round === 0 ? 'Stable' : 'Empty' },
          { groupId: round === 0 ? 'goes' : 'comes' },
        ],
      })),
    ).toEqual(['group-state stays Stable Empty', 'group-appeared comes Stable', 'group-gone goes Stable']);
  });
  test('6. an end that was not read again is no truncation', () => {
    expect(kinds((round) => ({ topics: [{ name: 't', ends: [round === 0 ? 9 : null] }] }))).toEqual([]);
  });
  test('7. an hour is kept, newest first, at most 200', () => {
    const flapping = runRounds(500, (round) => ({
      groups: [{ groupId: 'g', state: round % 2 === 0 ? 'Stable' : 'Empty' }],
    }));
    const { changes } = lastEvaluation(flapping);
    expect(changes).toHaveLength(200);
    expect(changes[0]?.atMs).toBeGreaterThan(changes[199]?.atMs ?? Number.POSITIVE_INFINITY);
    const once = runRounds(380, (round) => ({ groups: [{ groupId: 'g', state: round === 0 ? 'Stable' : 'Empty' }] }));
    expect(once[361]?.evaluation.changes).toHaveLength(1);
    expect(lastEvaluation(once).changes).toHaveLength(0);
  });
  test('8. what appears once a cluster is reached for the first time is not new', () => {
    expect(
      kinds((round) =>
        round === 0 ? { brokers: [] } : { topics: [{ name: 't', ends: [1] }], groups: [{ groupId: 'g' }] },
      ),
    ).toEqual([]);
  });
  test('9. rates per broker add up to those of the topics', () => {
    const { topics, producedPerSecondByBroker } = lastEvaluation(
      runRounds(2, (round) => ({ topics: [{ name: 't', ends: [round * 10, round * 30, 0], leaders: [1, 2, 2] }] })),
    );
    expect(topics.get('t')?.producedPerSecond).toBe(4);
    expect([...producedPerSecondByBroker]).toEqual([
      [1, 1],
      [2, 3],
    ]);
  });
  test('9a. a broker that leads a partition of a topic whose rate is not known has a lower bound', () => {
    const { producedPerSecondByBroker, partlyKnownProduction } = lastEvaluation(
      runRounds(2, (round) => ({
        topics: [
          { name: 't', ends: [round * 10, round * 30], leaders: [1, 2] },
          { name: 'unread', ends: [5, null], leaders: [2, 3] },
        ],
      })),
    );
    expect([...producedPerSecondByBroker]).toEqual([
      [1, 1],
      [2, 3],
    ]);
    expect([...partlyKnownProduction]).toEqual([2, 3]);
  });
  test('10. a clock set back begins a new window, and throws nothing away that was told', () => {
    const read = (atMs: number, end: number, state: string) =>
      buildSnapshot({ capturedAtMs: atMs, topics: [{ name: 't', ends: [end] }], groups: [{ groupId: 'g', state }] });
    const first = evaluateRound(createEvaluationWindow(), read(ROUND_0_MS, 10, 'Stable'));
    const second = evaluateRound(first.window, read(ROUND_0_MS + 10_000, 20, 'Empty'));
    const back = evaluateRound(second.window, read(ROUND_0_MS - 600_000, 30, 'Empty'));
    expect(back.evaluation.changes).toHaveLength(1);
    expect(back.evaluation.topics.get('t')?.producedPerSecond).toBeNull();
    const next = evaluateRound(back.window, read(ROUND_0_MS - 590_000, 40, 'Empty'));
    expect(next.evaluation.topics.get('t')?.producedPerSecond).toBe(1);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartitionNow, RunningMove } from './partition-now';
import { planReassignmentStep, type ReassignmentCaps, type ReassignmentFacts } from './plan-reassignment-step';
import { createReassigningKafka, type ReassigningKafka } from './testing/reassigning-kafka';

const CAPS: ReassignmentCaps = { maxMovesPerBroker: 5, maxMovesInFlight: 50, maxPartitionsPerStep: 1_000 };
const LIVE = [1, 2, 3, 4, 5, 6];

function move(partition: number, from: readonly number[], to: readonly number[], topic = 't'): RunningMove {
  return { topic, partition, from, to, topicId: `id of ${topic}` };
}

function startKafka(moves: readonly RunningMove[]): ReassigningKafka {
  return createReassigningKafka(moves.map(({ topic, partition, from }) => ({ topic, partition, replicas: from })));
}

function stepOf(moves: readonly RunningMove[], kafka: ReassigningKafka, facts: Partial<ReassignmentFacts> = {}) {
  return planReassignmentStep({
    moves,
    now: kafka.list(),
    liveBrokerIds: LIVE,
    underMinIsrCount: 0,
    caps: CAPS,
    intent: 'run',
    ...facts,
  });
}

function replicasOf(kafka: ReassigningKafka): string[] {
  return kafka.list().map(({ replicas }) => replicas.join());
}

describe('a step', () => {
  const moves = [move(0, [1, 2], [2, 3]), move(1, [1, 2], [2, 4])];

  test('1. sends everything that fits, then waits, then is done', () => {
    const kafka = startKafka(moves);
    const first = stepOf(moves, kafka);
    expect(first).toMatchObject({ phase: 'moving', submit: [{ replicas: [2, 3] }, { replicas: [2, 4] }] });
    kafka.apply(first);
    expect(stepOf(moves, kafka)).toMatchObject({ phase: 'moving', submit: [], inFlight: [{}, {}], waiting: [] });
    kafka.finish('t', 0);
    expect(stepOf(moves, kafka)).toMatchObject({ phase: 'moving', finished: [{ partition: 0 }] });
    kafka.finish('t', 1);
    expect(stepOf(moves, kafka)).toMatchObject({ phase: 'done', submit: [], finished: [{}, {}] });
  });

  test('2. sends no more than a broker may take part in, as source or target', () => {
    const kafka = startKafka(moves);
    const caps = { ...CAPS, maxMovesPerBroker: 1 };
    expect(stepOf(moves, kafka, { caps }).submit).toHaveLength(1);
    const apart = [move(0, [1, 2], [1, 3]), move(1, [1, 2], [1, 4]), move(2, [5, 2], [5, 6])];
    expect(stepOf(apart, startKafka(apart), { caps }).submit.map(({ partition }) => partition)).toEqual([0, 2]);
  });

  test('3. sends no more than may be in flight, and counts what is', () => {
    const kafka = startKafka(moves);
    const caps = { ...CAPS, maxMovesInFlight: 1 };
    const first = stepOf(moves, kafka, { caps });
    expect(first.submit).toHaveLength(1);
    kafka.apply(first);
    expect(stepOf(moves, kafka, { caps })).toMatchObject({ submit: [], waiting: [{ partition: 1 }] });
  });

  test('4. partitions under min.insync.replicas leave one move a broker', () => {
    const kafka = startKafka(moves);
    expect(stepOf(moves, kafka, { underMinIsrCount: 1 }).submit).toHaveLength(1);
  });

  test('5. changes that copy nothing do not count as moves, only as partitions of a request', () => {
    const order = [move(0, [1, 2], [2, 1]), move(1, [1, 2, 3], [1, 2]), move(2, [1, 2], [2, 1])];
    const caps = { maxMovesPerBroker: 1, maxMovesInFlight: 1, maxPartitionsPerStep: 2 };
    const kafka = startKafka(order);
    const first = stepOf(order, kafka, { caps });
    expect(first.submit.map(({ partition }) => partition)).toEqual([0, 1]);
    kafka.apply(first);
    kafka.apply(stepOf(order, kafka, { caps }));
    expect(stepOf(order, kafka, { caps }).phase).toBe('done');
  });

  test('6. a pause sends nothing, lets what is in flight end, and a resume goes on', () => {
    const kafka = startKafka(moves);
    const caps = { ...CAPS, maxMovesInFlight: 1 };
    kafka.apply(stepOf(moves, kafka, { caps }));
    kafka.finish('t', 0);
    expect(stepOf(moves, kafka, { caps, intent: 'pause' })).toMatchObject({
      phase: 'paused',
      submit: [],
      cancel: [],
      waiting: [{ partition: 1 }],
    });
    expect(stepOf(moves, kafka, { caps }).submit).toHaveLength(1);
  });

  test('7. a cancel takes back what is in flight, also the order that Kafka does not restore; what is finished stays', () => {
    const kafka = startKafka(moves);
    kafka.apply(stepOf(moves, kafka));
    kafka.finish('t', 0);
    const cancelling = stepOf(moves, kafka, { intent: 'cancel' });
    expect(cancelling).toMatchObject({ phase: 'cancelling', submit: [], cancel: [{ topic: 't', partition: 1 }] });
    kafka.apply(cancelling);
    expect(replicasOf(kafka)).toEqual(['2,3', '2,1']);
    const ordering = stepOf(moves, kafka, { intent: 'cancel' });
    expect(ordering).toMatchObject({ phase: 'cancelling', cancel: [], submit: [{ partition: 1, replicas: [1, 2] }] });
    kafka.apply(ordering);
    expect(replicasOf(kafka)).toEqual(['2,3', '1,2']);
    expect(stepOf(moves, kafka, { intent: 'cancel' })).toMatchObject({ phase: 'done', submit: [], cancel: [] });
  });

  test('8. cancelled twice: the second time there is nothing to do', () => {
    const kafka = startKafka(moves);
    expect(stepOf(moves, kafka, { intent: 'cancel' })).toMatchObject({ phase: 'done', submit: [], cancel: [] });
  });

  test('9. a roll-back cancels what is in flight and moves back what is finished, in capped waves', () => {
    const kafka = startKafka(moves);
    kafka.apply(stepOf(moves, kafka));
    kafka.finish('t', 0);
    const back = stepOf(moves, kafka, { intent: 'roll-back' });
    expect(back).toMatchObject({
      phase: 'cancelling',
      cancel: [{ partition: 1 }],
      submit: [{ partition: 0, replicas: [1, 2] }],
      inFlight: [{ partition: 1 }],
      blocked: [],
    });
    kafka.apply(back);
    kafka.apply(stepOf(moves, kafka, { intent: 'roll-back' }));
    kafka.finish('t', 0);
    expect(replicasOf(kafka)).toEqual(['1,2', '1,2']);
    expect(stepOf(moves, kafka, { intent: 'roll-back' })).toMatchObject({ phase: 'done', finished: [{}, {}] });
  });

  test('10. a foreign reassignment blocks its partition, counts as load, and nothing of it is cancelled', () => {
    const kafka = startKafka(moves);
    kafka.start('t', 0, [5, 6]);
    const caps = { ...CAPS, maxMovesPerBroker: 2 };
    expect(stepOf(moves, kafka, { caps })).toMatchObject({
      phase: 'moving',
      submit: [{ partition: 1 }],
      blocked: [{ partition: 0, reason: 'foreign_reassignment' }],
    });
    expect(stepOf(moves, kafka, { caps: { ...caps, maxMovesPerBroker: 1 } })).toMatchObject({
      phase: 'stuck',
      submit: [],
    });
    expect(stepOf(moves, kafka, { intent: 'roll-back' }).cancel).toEqual([]);
  });

  test('11. replicas that someone else changed are not touched', () => {
    const kafka = startKafka(moves);
    kafka.start('t', 0, [5, 6]);
    kafka.finish('t', 0);
    expect(stepOf(moves, kafka).blocked).toEqual([{ topic: 't', partition: 0, reason: 'replicas_changed' }]);
  });

  test('12. a dead target blocks; with nothing else to do the run is stuck', () => {
    const kafka = startKafka(moves);
    expect(stepOf(moves, kafka, { liveBrokerIds: [1, 2] })).toMatchObject({
      phase: 'stuck',
      blocked: [{ reason: 'broker_not_live' }, { reason: 'broker_not_live' }],
    });
  });

  test('13. a topic that was deleted, or created again, is lost', () => {
    const kafka = startKafka(moves);
    kafka.remove('t');
    expect(stepOf(moves, kafka)).toMatchObject({ phase: 'done', lost: [{ reason: 'deleted' }, { reason: 'deleted' }] });
    const again = startKafka(moves);
    const now = again.list().map((state): PartitionNow => ({ ...state, topicId: 'another' }));
    expect(stepOf(moves, again, { now }).lost).toMatchObject([{ reason: 'recreated' }, { reason: 'recreated' }]);
  });

  test('14. brokers without topic ids are told apart by name alone', () => {
    const kafka = startKafka(moves);
    const now = kafka.list().map((state): PartitionNow => ({ ...state, topicId: null }));
    expect(stepOf(moves, kafka, { now }).submit).toHaveLength(2);
  });
});

describe('a whole run', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
  const plans = fc
    .array(fc.tuple(ids, ids), { minLength: 1, maxLength: 25 })
    .map((pairs) =>
      pairs
        .map(([from, to], partition) => move(partition, from, to))
        .filter(({ from, to }) => from.join() !== to.join()),
    );
  const caps = fc.record({
    maxMovesPerBroker: fc.integer({ min: 1, max: 4 }),
    maxMovesInFlight: fc.integer({ min: 1, max: 6 }),
    maxPartitionsPerStep: fc.integer({ min: 1, max: 8 }),
  });

  /** Steps until nothing is left; `choices` decides which reassignment ends next. Every step is planned from Kafka alone. */
  function play(
    moves: readonly RunningMove[],
    kafka: ReassigningKafka,
    facts: Partial<ReassignmentFacts>,
    steps: number,
  ) {
    for (let count = 0; count < steps; count++) {
      const step = stepOf(moves, kafka, facts);
      if (step.phase === 'done') return true;
      kafka.apply(step);
      const running = kafka.list().filter(({ addingReplicas }) => addingReplicas.length > 0);
      expectWithinCaps(running, facts.caps ?? CAPS);
      const ending = running[count % Math.max(1, running.length)];
      if (ending !== undefined) kafka.finish(ending.topic, ending.partition);
    }
    return false;
  }

  function expectWithinCaps(running: readonly PartitionNow[], limits: ReassignmentCaps) {
    expect(running.length).toBeLessThanOrEqual(limits.maxMovesInFlight);
    for (const id of LIVE) {
      const count = running.filter(({ addingReplicas, leader }) => addingReplicas.includes(id) || leader === id).length;
      expect(count).toBeLessThanOrEqual(limits.maxMovesPerBroker);
    }
  }

  test('reaches its plan within its caps, whoever runs it', () => {
    fc.assert(
      fc.property(plans, caps, (moves, limits) => {
        const kafka = startKafka(moves);
        expect(play(moves, kafka, { caps: limits }, 200)).toBe(true);
        expect(replicasOf(kafka)).toEqual(moves.map(({ to }) => to.join()));
      }),
    );
  });

  test('rolled back at any time restores replicas and order exactly', () => {
    fc.assert(
      fc.property(plans, caps, fc.nat(30), (moves, limits, until) => {
        const kafka = startKafka(moves);
        play(moves, kafka, { caps: limits }, until);
        expect(play(moves, kafka, { caps: limits, intent: 'roll-back' }, 400)).toBe(true);
        expect(replicasOf(kafka)).toEqual(moves.map(({ from }) => from.join()));
      }),
    );
  });

  test('cancelled at any time leaves each partition where it was or where it was to go', () => {
    fc.assert(
      fc.property(plans, caps, fc.nat(30), (moves, limits, until) => {
        const kafka = startKafka(moves);
        play(moves, kafka, { caps: limits }, until);
        for (let count = 0; count < 3; count++) kafka.apply(stepOf(moves, kafka, { caps: limits, intent: 'cancel' }));
        const last = stepOf(moves, kafka, { caps: limits, intent: 'cancel' });
        expect(last).toMatchObject({ phase: 'done', submit: [], cancel: [], inFlight: [] });
        for (const [index, replicas] of replicasOf(kafka).entries()) {
          expect([moves[index]?.from.join(), moves[index]?.to.join()]).toContain(replicas);
        }
      }),
    );
  });

  test('each move stands in exactly one list', () => {
    fc.assert(
      fc.property(
        plans,
        caps,
        fc.nat(30),
        fc.constantFrom('run', 'pause', 'cancel', 'roll-back'),
        (moves, limits, until, intent) => {
          const kafka = startKafka(moves);
          play(moves, kafka, { caps: limits }, until);
          const { finished, inFlight, waiting, blocked, lost } = stepOf(moves, kafka, { intent });
          const listed = [finished, inFlight, waiting, blocked, lost].flat().map(({ partition }) => partition);
          expect(listed.sort((a, b) => a - b)).toEqual(moves.map(({ partition }) => partition));
        },
      ),
    );
  });
});

import { describe, expect, test } from 'vitest';
import type { RecordProbe } from '../record-probe';
import { buildMember, POLL_MS } from '../testing/build-snapshot';
import { runRounds } from '../testing/run-rounds';
import { isBad, type Verdict, verdictCode } from './verdicts';

const POLL_SECONDS = POLL_MS / 1000;

/** A consumer and its topic, second by second: what was appended by then, and what was committed last. */
interface History {
  readonly seconds: number;
  /** Records appended in second `t`. */
  readonly produced: (t: number) => number;
  /** Seconds between two commits. */
  readonly commitEvery: number;
  /** Offset that the consumer has reached at second `t`; it is asked only while the consumer is alive. */
  readonly reached: (t: number, ends: readonly number[], before: number) => number;
  readonly isAlive?: (t: number) => boolean;
  /** The last record of the log is the marker of a transaction, which a look at the log shows. */
  readonly hasMarkers?: boolean;
}

/** Noise that is the same in each run. */
function noise(): () => number {
  let state = 7;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

interface JudgedSecond {
  readonly t: number;
  readonly verdict: Verdict;
}

/** The verdict of each round of a history. */
function judge(history: History): readonly JudgedSecond[] {
  const { seconds, produced, commitEvery, reached, isAlive = () => true } = history;
  const ends: number[] = [];
  const commits: number[] = [];
  let end = 0;
  let position = 0;
  let committed = 0;
  for (let t = 0; t <= seconds; t++) {
    end += produced(t);
    ends.push(Math.floor(end));
    if (isAlive(t)) {
      position = reached(t, ends, position);
      if (t % commitEvery === 0) committed = Math.floor(position);
    }
    commits.push(committed);
  }
  const rounds = runRounds(Math.floor(seconds / POLL_SECONDS), (round) => {
    const t = round * POLL_SECONDS;
    return {
      topics: [{ name: 't', ends: [ends[t] as number] }],
      recordProbes: history.hasMarkers ? [probeOf(ends[t] as number, commits[t] as number)] : [],
      groups: [
        {
          groupId: 'g',
          state: isAlive(t) ? 'Stable' : 'Empty',
          members: isAlive(t) ? [buildMember('m', [{ topic: 't', partitions: [0] }])] : [],
          positions: [{ topic: 't', committed: { 0: commits[t] as number } }],
        },
      ],
    };
  });
  return rounds.map(({ evaluation }, round) => ({
    t: round * POLL_SECONDS,
    verdict: evaluation.groups.get('g')?.verdict ?? 'UNKNOWN',
  }));
}

function behind(delay: number): History['reached'] {
  return (t, ends, before) => Math.max(before, ends[Math.max(0, t - delay)] as number);
}

/** What a look at the log shows where everything but the marker at its end was read. */
function probeOf(logEnd: number, committed: number): RecordProbe {
  const nextRecord = committed === logEnd - 1 ? logEnd : committed;
  return {
    topic: 't',
    topicId: 'id-of-t',
    partition: 0,
    committed,
    logEnd,
    nextRecord,
    recordAtMs: Number.NaN,
    recordErrorMs: 0,
  };
}

const bad = ({ verdict }: JudgedSecond) => isBad(verdictCode[verdict]);

/** Seconds from `faultAt` to the first round that says so. */
function seenAfter(judged: readonly JudgedSecond[], faultAt: number): number {
  const first = judged.find((one) => one.t >= faultAt && bad(one));
  return first === undefined ? Number.POSITIVE_INFINITY : first.t - faultAt;
}

describe('histories of consumers whose health is known', () => {
  const random = noise();
  const healthy: readonly [string, History][] = [
    [
      'busy and noisy, a commit each 5 s',
      {
        seconds: 3600,
        produced: () => 500 + 200 * Math.sin(random() * 6),
        commitEvery: 5,
        reached: (t, ends, before) => Math.max(before, (ends[Math.max(0, t - 2)] as number) - random() * 200),
      },
    ],
    [
      'transactions each 10 minutes, whose markers leave one record of lag',
      {
        seconds: 7200,
        produced: (t) => (t % 600 === 0 ? 2 : 0),
        commitEvery: 5,
        reached: (t, ends) => Math.max(0, (ends[Math.max(0, t - 2)] as number) - 1),
        hasMarkers: true,
      },
    ],
    ['a batch each 10 minutes', { seconds: 14_400, produced: () => 100, commitEvery: 600, reached: behind(5) }],
    [
      'a record each 20 minutes, read at once',
      { seconds: 14_400, produced: (t) => (t % 1200 === 0 ? 1 : 0), commitEvery: 5, reached: behind(2) },
    ],
    [
      'a job that is started each 10 minutes and leaves when it is done',
      {
        seconds: 14_400,
        produced: () => 10,
        commitEvery: 1,
        reached: behind(0),
        isAlive: (t) => t % 600 < 30,
      },
    ],
    [
      'always five minutes behind, on purpose',
      { seconds: 7200, produced: () => 50, commitEvery: 5, reached: behind(300) },
    ],
    [
      'bursts each 5 minutes, worked off at leisure',
      {
        seconds: 7200,
        produced: (t) => (t % 300 === 0 ? 3000 : 1),
        commitEvery: 5,
        reached: (t, ends, before) => Math.min(ends[t] as number, before + 100),
      },
    ],
  ];

  test.each(healthy)('%s: never called bad once two gaps are known', (_, history) => {
    expect(judge(history).filter((one) => one.t > 1800 && bad(one))).toEqual([]);
  });

  test('dies: seen within 100 s', () => {
    const judged = judge({
      seconds: 3600,
      produced: () => 100,
      commitEvery: 5,
      reached: behind(2),
      isAlive: (t) => t < 1800,
    });
    expect(judged.filter((one) => one.t < 1800 && bad(one))).toEqual([]);
    expect(seenAfter(judged, 1800)).toBeLessThanOrEqual(100);
    expect(judged.at(-1)?.verdict).toBe('INACTIVE');
  });

  test('commits in batches of 10 minutes and dies: seen within three of them', () => {
    const judged = judge({
      seconds: 12_000,
      produced: () => 100,
      commitEvery: 600,
      reached: behind(5),
      isAlive: (t) => t < 7200,
    });
    expect(judged.filter((one) => one.t > 1800 && one.t < 7200 && bad(one))).toEqual([]);
    expect(seenAfter(judged, 7200)).toBeLessThanOrEqual(1900);
  });

  test('meets a record it cannot read, and commits the same offset for ever: seen within 100 s', () => {
    const judged = judge({
      seconds: 3600,
      produced: () => 20,
      commitEvery: 5,
      reached: (t, ends, before) => (t < 1800 ? (ends[t] as number) : before),
    });
    expect(seenAfter(judged, 1800)).toBeLessThanOrEqual(100);
    expect(judged.at(-1)?.verdict).toBe('STALLED');
  });

  test('reads 10 % less than is produced, with noise: seen within 450 s, and told from then on', () => {
    const reached: History['reached'] = (t, ends, before) => {
      const lag = 300 + random() * 600;
      const pace = t < 1800 ? (ends[t] as number) : (ends[1800] as number) + 450 * (t - 1800);
      return Math.max(before, pace - lag);
    };
    const judged = judge({ seconds: 5400, produced: () => 500, commitEvery: 5, reached });
    expect(judged.filter((one) => one.t < 1800 && bad(one))).toEqual([]);
    const delay = seenAfter(judged, 1800);
    expect(delay).toBeLessThanOrEqual(450);
    expect(new Set(judged.filter((one) => one.t >= 1800 + delay).map((one) => one.verdict))).toEqual(
      new Set(['LAGGING']),
    );
  });

  test('begins an hour behind and reads twice as fast as is produced: catches up, then is well', () => {
    const judged = judge({
      seconds: 9000,
      produced: () => 100,
      commitEvery: 5,
      reached: (t, ends) => Math.min(ends[t] as number, 200 * (t - 3600)),
      isAlive: (t) => t >= 3600,
    });
    const verdicts = (from: number, to: number) =>
      new Set(judged.filter((one) => one.t >= from && one.t < to).map((one) => one.verdict));
    expect(verdicts(600, 3600)).toEqual(new Set(['INACTIVE']));
    expect(verdicts(3900, 7000)).toEqual(new Set(['CATCHING_UP']));
    expect(judged.at(-1)?.verdict).toBe('OK');
  });
});

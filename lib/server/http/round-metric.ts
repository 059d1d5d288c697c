import type { JudgedRound } from '@/lib/domain/evaluation';

/** A metric of Highwater's own about each cluster, whose label `cluster` stands in front of those of its samples. */
export interface RoundMetric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly samples: (
    round: JudgedRound,
    nowMs: number,
  ) => Iterable<readonly [Readonly<Record<string, string | number>>, number]>;
}

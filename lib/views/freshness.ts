import type { MinuteCounts } from '@/lib/domain/freshness';

/** Whose freshness is asked for, against which limit and over how many days. */
export interface FreshnessQuery {
  readonly groupId: string;
  readonly limitSeconds: number;
  readonly windowDays: number;
}

/** Known minutes of a group over its window and its ends; the rest of the minutes is unknown. */
export interface FreshnessSummary {
  readonly window: MinuteCounts;
  readonly sixHours: MinuteCounts;
  readonly oneHour: MinuteCounts;
  /** Epoch ms before which minutes are judged; null when none is. */
  readonly judgedUntilMs: number | null;
}

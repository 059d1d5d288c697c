import type { OffsetEffect } from '@/lib/domain/offset-reset/plan-offset';
import type { GroupNow } from '../facts/read-groups';
import type { ResetOrigin } from './reset-input';
import type { ResolvedOffset } from './resolve-reset';

/** Exactly what a reset does. */
export interface ResetPlan {
  readonly groupId: string;
  readonly type: GroupNow['type'];
  readonly partitions: readonly ResolvedOffset[];
  /** How the offsets came about; null for exact ones that were given. */
  readonly origin: Pick<ResetOrigin, 'kind' | 'detail' | 'leftOut'> | null;
}

/** What the preview shows beside each partition of the plan, in its order. */
export interface ResetFigures {
  readonly effects: readonly OffsetEffect[];
}

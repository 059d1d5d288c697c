import { ResetPreview } from '@/components/groups/reset-preview';
import { ReassignPreview } from '@/components/reassignments/reassign-preview';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';

export interface PreviewPartProps {
  readonly preview: OperationPreview;
}

/** Operations whose plan is more than a table of changes: what stands in its place. */
export const PREVIEW_PARTS: Readonly<Record<string, React.ComponentType<PreviewPartProps>>> = {
  'reassign-partitions': ReassignPreview,
  'change-replication-factor': ReassignPreview,
  'reset-group-offsets': ResetPreview,
};

import type { JudgedRound } from '@/lib/domain/evaluation';
import { readFreshnessItems } from '@/lib/views/freshness-objectives';
import type { FreshnessObjectiveItem } from '@/lib/views/schemas/freshness-objective';
import type { ViewSource } from '@/lib/views/view';
import { createExpositionWriter, formatLabels } from './exposition';

interface FreshnessMetric {
  readonly name: string;
  readonly help: string;
  readonly samples: (item: FreshnessObjectiveItem) => readonly (readonly [Record<string, string>, number | null])[];
}

const FRESHNESS_METRICS: readonly FreshnessMetric[] = [
  {
    name: 'highwater_freshness_budget_remaining',
    help: "Share of the bad minutes allowed by a group's freshness objective that is left; below 0 when overspent",
    samples: ({ budgetRemainingPercent }) => [
      [{}, budgetRemainingPercent === null ? null : budgetRemainingPercent / 100],
    ],
  },
  {
    name: 'highwater_freshness_burn_rate',
    help: 'How fast the budget of a freshness objective is spent; 1 uses it up exactly over its window',
    samples: ({ burnRate1h, burnRate6h, burnRateWindow }) => [
      [{ over: '1h' }, burnRate1h],
      [{ over: '6h' }, burnRate6h],
      [{ over: 'window' }, burnRateWindow],
    ],
  },
];

/** What is not known has no sample; while the database is away nothing of this is known. */
export async function formatFreshness(rounds: readonly JudgedRound[], source: ViewSource): Promise<string> {
  const items = await Promise.all(
    rounds.map(async ({ snapshot: { clusterId } }) => {
      const found = await readFreshnessItems(source, clusterId).catch(() => []);
      return found.map((item) => [clusterId, item] as const);
    }),
  );
  const writer = createExpositionWriter();
  for (const { name, help, samples } of FRESHNESS_METRICS) {
    writer.metric(name, help, 'gauge');
    for (const [cluster, item] of items.flat()) {
      for (const [labels, value] of samples(item)) {
        if (value !== null) writer.sample(name, formatLabels({ cluster, group: item.groupId, ...labels }), value);
      }
    }
  }
  return writer.text();
}

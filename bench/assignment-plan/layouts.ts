import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrokerPlace, ClusterLayout, PartitionPlace } from '@/lib/domain/assignment-plan/cluster-layout';
import { createRandom } from '@/lib/domain/assignment-plan/testing/random-layout';

/** `balanced`: every topic striped over all brokers; `skewed`: low ids hold most; `grown`: a third of the brokers is still empty. */
export const LAYOUT_KINDS = ['balanced', 'skewed', 'grown'] as const;

export interface LayoutInput {
  readonly kind: (typeof LAYOUT_KINDS)[number] | 'recorded';
  readonly brokerCount: number;
  readonly partitionCount: number;
  /** 0: no racks. */
  readonly rackCount: number;
  readonly seed: number;
}

/** A cluster of topics with 1 to 60 partitions, of which seven in ten have three replicas, and bytes from kilobytes to tens of gigabytes. */
export function buildBenchLayout({ kind, brokerCount, partitionCount, rackCount, seed }: LayoutInput): ClusterLayout {
  const random = createRandom(seed);
  const brokers = Array.from({ length: brokerCount }, (_, index) => buildBroker(index, rackCount));
  const used = kind === 'grown' ? brokers.slice(0, Math.max(3, Math.ceil((brokerCount * 2) / 3))) : brokers;
  const partitions: PartitionPlace[] = [];
  for (let topic = 0; partitions.length < partitionCount; topic++) {
    const count = Math.min(1 + Math.floor(random() ** 2 * 60), partitionCount - partitions.length);
    const draw = random();
    const factor = draw < 0.7 ? 3 : draw < 0.9 ? 2 : 1;
    const typicalBytes = 10 ** (3 + 7 * random());
    const start = Math.floor(random() * used.length);
    const shift = Math.floor(random() * used.length);
    for (let partition = 0; partition < count; partition++) {
      const replicas =
        kind === 'skewed' ? pickSkewed(used, factor, random) : stripe(used, factor, start + partition, shift);
      const bytes = Math.round(typicalBytes * (0.5 + random()));
      partitions.push({ topic: `t${topic}`, partition, replicas, bytes, isReassigning: false });
    }
  }
  return { brokers, partitions };
}

export const RECORDED_FOLDER = join(import.meta.dirname, 'recorded');

/** A layout of a real cluster, by what Metadata and DescribeLogDirs told. */
export interface RecordedLayout extends ClusterLayout {
  /** What `kafka-reassign-partitions --generate` proposed there, a draw each: replicas by topic, `1,2;2,3` in order of partitions. */
  readonly generated: readonly {
    readonly brokerIds: readonly number[];
    readonly replicas: Readonly<Record<string, string>>;
  }[];
}

/** The layouts that `record-layouts.ts` wrote, by their names. */
export function readRecordedLayouts(): ReadonlyMap<string, RecordedLayout> {
  const names = readdirSync(RECORDED_FOLDER).sort();
  const read = (name: string) => JSON.parse(readFileSync(join(RECORDED_FOLDER, name), 'utf8')) as RecordedLayout;
  return new Map(names.map((name) => [name.replace(/\.json$/, ''), read(name)]));
}

/** The broker of an index; racks take turns. */
export function buildBroker(index: number, rackCount: number): BrokerPlace {
  return { brokerId: index + 1, rack: rackCount === 0 ? null : `r${index % rackCount}`, isLive: true };
}

/** The first replica goes round; the others follow at the topic's distance, on racks not used yet as far as there are any. */
function stripe(brokers: readonly BrokerPlace[], factor: number, first: number, shift: number): number[] {
  const chosen = [brokers[first % brokers.length] as BrokerPlace];
  for (let step = 1; chosen.length < factor; step++) {
    const next = brokers[(first + shift + step) % brokers.length] as BrokerPlace;
    const isRackUsed = next.rack !== null && chosen.some(({ rack }) => rack === next.rack);
    if (!chosen.includes(next) && (!isRackUsed || step > 2 * brokers.length)) chosen.push(next);
  }
  return chosen.map(({ brokerId }) => brokerId);
}

function pickSkewed(brokers: readonly BrokerPlace[], factor: number, random: () => number): number[] {
  const left = brokers.map(({ brokerId }) => brokerId);
  return Array.from({ length: factor }, () => left.splice(Math.floor(random() ** 2 * left.length), 1)[0] as number);
}

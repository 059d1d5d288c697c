import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { AppError } from '@/lib/domain/errors';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { METRIC_PROFILES, type MetricProfile } from '@/lib/server/metric-profiles';
import { runInSlices } from '@/lib/server/run-in-slices';
import type { BurrowReading } from '@/lib/views/burrow';
import type { ViewSource } from '@/lib/views/view';
import { formatAlertMetrics } from './alert-metrics';
import type { BurrowWindows } from './burrow-windows';
import { CLUSTER_METRICS } from './cluster-metrics';
import { createExpositionWriter, formatLabels } from './exposition';
import { formatFreshness } from './freshness-metrics';
import { formatBurrowProfile } from './profiles/burrow-profile';
import { formatKafkaExporterProfile } from './profiles/kafka-exporter-profile';
import { formatKafkaLagExporterProfile } from './profiles/kafka-lag-exporter-profile';
import { formatKminionProfile } from './profiles/kminion-profile';
import type { RoundBoard } from './round-board';
import type { RoundMetric } from './round-metric';

export interface MetricsRequest {
  readonly profiles: readonly MetricProfile[];
  /** Only this cluster, without a `cluster` label in profiles that have none of their own. */
  readonly clusterId: string | null;
}

/** Highwater's own numbers and those it tells about the clusters. */
export interface Metrics {
  observeRequest(route: string, method: string, status: number, seconds: number): void;
  openStream(): void;
  closeStream(): void;
  /** Event streams open now. */
  streamCount(): number;
  /** The page in Prometheus' text format, UTF-8. Throws `not_found` for a cluster without a round. */
  formatPage(request: MetricsRequest): Promise<Uint8Array<ArrayBuffer>>;
}

/** What the page is made of. */
export interface MetricsSource {
  readonly board: RoundBoard;
  readonly burrowWindows: BurrowWindows;
  readonly views: ViewSource;
  readonly nowMs: () => number;
}

export function createMetrics(source: MetricsSource): Metrics {
  const { board, views, nowMs } = source;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'highwater_' });
  const requests = new Histogram({
    name: 'highwater_http_request_duration_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  let streams = 0;
  new Gauge({
    name: 'highwater_event_streams',
    help: 'Event streams open now',
    registers: [registry],
    collect() {
      this.set(streams);
    },
  });
  return {
    observeRequest: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    openStream: () => {
      streams++;
    },
    closeStream: () => {
      streams--;
    },
    streamCount: () => streams,
    formatPage: async ({ profiles, clusterId }) => {
      const rounds = selectRounds(board, clusterId);
      const hasClusterLabel = clusterId === null && rounds.length > 1;
      const clusterIds = rounds.map(({ snapshot }) => snapshot.clusterId);
      const formats: Readonly<Record<MetricProfile, () => Promise<Uint8Array<ArrayBuffer>>>> = {
        highwater: async () => {
          const own = formatOwn(await registry.metrics());
          const told = await runInSlices(formatRounds(rounds, nowMs()));
          const alerts = await formatAlertMetrics(views, clusterIds, nowMs());
          return Buffer.from(own + told + alerts + (await formatFreshness(rounds, views)));
        },
        kafka_exporter: () => runInSlices(formatKafkaExporterProfile(rounds, hasClusterLabel)),
        kminion: () => runInSlices(formatKminionProfile(rounds, hasClusterLabel)),
        'kafka-lag-exporter': () => runInSlices(formatKafkaLagExporterProfile(rounds)),
        burrow: async () => runInSlices(formatBurrowProfile(await readBurrowReadings(clusterIds, source))),
      };
      const wanted = METRIC_PROFILES.filter((profile) => profiles.includes(profile));
      const pages: Uint8Array<ArrayBuffer>[] = [];
      for (const profile of wanted) pages.push(await formats[profile]());
      return pages.length === 1 ? (pages[0] as Uint8Array<ArrayBuffer>) : Buffer.concat(pages);
    },
  };
}

/** Each cluster's window, with the round that is the newest in it. */
async function readBurrowReadings(
  clusterIds: readonly string[],
  { board, burrowWindows }: MetricsSource,
): Promise<readonly BurrowReading[]> {
  const readings: BurrowReading[] = [];
  for (const clusterId of clusterIds) {
    const window = await burrowWindows.read(clusterId);
    const round = board.round(clusterId);
    if (window !== null && round !== null) readings.push({ round, window });
  }
  return readings;
}

/** The library writes `Nan`, which is not a number of the format. */
function formatOwn(text: string): string {
  return text.replaceAll(' Nan\n', ' NaN\n');
}

function selectRounds(board: RoundBoard, clusterId: string | null): readonly JudgedRound[] {
  if (clusterId === null) return board.rounds();
  const round = board.round(clusterId);
  if (round === null) throw new AppError('not_found', `There is no cluster "${clusterId}" with a round`);
  return [round];
}

const ROUND_METRICS: readonly RoundMetric[] = [
  {
    name: 'highwater_round_age_seconds',
    help: 'Time since the first request of the round that is served',
    type: 'gauge',
    samples: ({ snapshot }, nowMs) => [[{}, Math.max(0, nowMs - snapshot.capturedAtMs) / 1000]],
  },
  {
    name: 'highwater_round_duration_seconds',
    help: 'Time from the first request of the round to its last answer',
    type: 'gauge',
    samples: ({ snapshot }) => [[{}, snapshot.collector.roundDurationMs / 1000]],
  },
  {
    name: 'highwater_poll_interval_seconds',
    help: 'Time between the starts of two rounds',
    type: 'gauge',
    samples: ({ snapshot }) => [[{}, snapshot.pollIntervalMs / 1000]],
  },
  {
    name: 'highwater_rounds_total',
    help: 'Rounds of the collector that polls the cluster',
    type: 'counter',
    samples: ({ snapshot }) => [[{}, snapshot.collector.roundNumber]],
  },
  {
    name: 'highwater_round_overruns_total',
    help: 'Rounds skipped because the one before was still running',
    type: 'counter',
    samples: ({ snapshot }) => [[{}, snapshot.collector.overrunCount]],
  },
  {
    name: 'highwater_rounds_buffered',
    help: 'Rounds whose rows wait for the database',
    type: 'gauge',
    samples: ({ snapshot }) => [[{}, snapshot.collector.bufferedRounds]],
  },
  {
    name: 'highwater_lease_epoch',
    help: 'Fencing token under which the cluster is polled',
    type: 'gauge',
    samples: ({ snapshot }) => [[{}, snapshot.collector.leaseEpoch]],
  },
  {
    name: 'highwater_round_gaps',
    help: 'Facts that could not be read in the round',
    type: 'gauge',
    samples: ({ snapshot }) => {
      const counts = new Map<string, number>();
      for (const { fact } of snapshot.gaps) counts.set(fact, (counts.get(fact) ?? 0) + 1);
      return Array.from(counts, ([fact, count]) => [{ fact }, count] as const);
    },
  },
  {
    name: 'highwater_group_status',
    help: 'Groups by status',
    type: 'gauge',
    samples: ({ evaluation }) => {
      const counts = new Map<string, number>();
      for (const { status } of evaluation.groups.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
      return Array.from(counts, ([status, count]) => [{ status }, count] as const);
    },
  },
  {
    name: 'highwater_broker_requests_total',
    help: 'Requests sent to a broker',
    type: 'counter',
    samples: (round) => countByBrokerAndApi(round, 'requestCounts'),
  },
  {
    name: 'highwater_broker_request_errors_total',
    help: 'Requests to a broker that failed',
    type: 'counter',
    samples: (round) => countByBrokerAndApi(round, 'errorCounts'),
  },
  {
    name: 'highwater_broker_circuit_open',
    help: '1 while a broker is not asked because it failed, 0.5 while it is tried again',
    type: 'gauge',
    samples: ({ snapshot }) =>
      snapshot.collector.requests.map(({ brokerId, circuit }) => [
        { broker: brokerId },
        circuit === 'open' ? 1 : circuit === 'half-open' ? 0.5 : 0,
      ]),
  },
];

function countByBrokerAndApi({ snapshot }: JudgedRound, counts: 'requestCounts' | 'errorCounts') {
  return snapshot.collector.requests.flatMap((broker) =>
    Object.entries(broker[counts]).map(([api, count]) => [{ broker: broker.brokerId, api }, count] as const),
  );
}

function* formatRounds(rounds: readonly JudgedRound[], nowMs: number): Generator<void, string> {
  const writer = createExpositionWriter();
  for (const { name, help, type, samples } of [...ROUND_METRICS, ...CLUSTER_METRICS]) {
    writer.metric(name, help, type);
    for (const round of rounds) {
      for (const [labels, value] of samples(round, nowMs)) {
        writer.sample(name, formatLabels({ cluster: round.snapshot.clusterId, ...labels }), value);
      }
      yield;
    }
  }
  return writer.text();
}

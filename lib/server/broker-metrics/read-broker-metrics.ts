import {
  type BrokerReading,
  createReadingBuilder,
  type ReadingBuilder,
} from '@/lib/domain/broker-metrics/broker-reading';
import { addJolokiaAnswer, JOLOKIA_REQUEST } from './jolokia';
import type { BrokerMetricsConfig } from './metrics-config';
import { createPrometheusTextReader } from './prometheus-text';
import { ScrapeError, type ScrapeRequest, scrape } from './scrape';

const TIMEOUT_MS = 5_000;
const MIB = 1024 * 1024;
/** An exporter without rules writes some 2 KB a topic; it is read line by line and not kept. */
const MAX_TEXT_BYTES = 32 * MIB;
/** JSON is parsed at once, at the cost of a turn: some 1 KB a topic. */
const MAX_JSON_BYTES = 8 * MIB;

type Target = Pick<ScrapeRequest, 'url' | 'credentials' | 'tls' | 'timeoutMs'>;

/** One request to one broker's agent. Rejects with `ScrapeError`, also when the answer tells no meter of Kafka. */
export async function readBrokerMetrics(
  { source, credentials, tls }: BrokerMetricsConfig,
  url: string,
  isTopic: (name: string) => boolean,
): Promise<BrokerReading> {
  const builder = createReadingBuilder(isTopic);
  const target = { url, credentials, tls, timeoutMs: TIMEOUT_MS };
  await (source === 'jolokia' ? readJolokia(target, builder) : readPrometheus(target, builder));
  if (builder.count() === 0)
    throw new ScrapeError('no_kafka_metrics', 'Its answer tells none of the meters of a Kafka broker: see its rules');
  return builder.build();
}

async function readPrometheus(target: Target, builder: ReadingBuilder): Promise<void> {
  const reader = createPrometheusTextReader(builder);
  await scrape({ ...target, body: null, maxBytes: MAX_TEXT_BYTES, onText: reader.push });
  reader.end();
}

async function readJolokia(target: Target, builder: ReadingBuilder): Promise<void> {
  const parts: string[] = [];
  await scrape({
    ...target,
    body: JOLOKIA_REQUEST,
    maxBytes: MAX_JSON_BYTES,
    onText: (text) => parts.push(text),
  });
  addJolokiaAnswer(parts.join(''), builder);
}

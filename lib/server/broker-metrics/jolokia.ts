import { z } from 'zod';
import type { ReadingBuilder } from '@/lib/domain/broker-metrics/broker-reading';
import { describeBeanAttribute } from '@/lib/domain/broker-metrics/meter-names';
import { ScrapeError } from './scrape';

const RATES = ['Count', 'MeanRate', 'OneMinuteRate', 'FiveMinuteRate', 'FifteenMinuteRate'];
const METER_BEANS = [
  'MessagesInPerSec',
  'BytesInPerSec',
  'BytesOutPerSec',
  'BytesRejectedPerSec',
  'FailedFetchRequestsPerSec',
  'FailedProduceRequestsPerSec',
];

/** What is read: the meters of the broker and of each topic by a pattern, and three beans by name. */
const READS = [
  ...METER_BEANS.map((name) => [`kafka.server:type=BrokerTopicMetrics,name=${name},*`, RATES] as const),
  ['kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent', ['OneMinuteRate']],
  ['kafka.network:type=SocketServer,name=NetworkProcessorAvgIdlePercent', ['Value']],
  ['kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions', ['Value']],
] as const satisfies readonly (readonly [mbean: string, attribute: readonly string[]])[];

/** One bulk request for all of them; a bean that is not there leaves the others readable. No limit cuts a list short. */
export const JOLOKIA_REQUEST = JSON.stringify(
  READS.map(([mbean, attribute]) => ({
    type: 'read',
    mbean,
    attribute,
    config: { ignoreErrors: 'true', maxCollectionSize: '0', maxObjects: '0' },
  })),
);

const attributes = z.record(z.string(), z.unknown());
const answerSchema = z
  .array(z.object({ status: z.number(), error: z.string().optional(), value: z.unknown() }))
  .length(READS.length);

/** Adds what a bulk answer tells to `builder`. Throws `ScrapeError` for what is no such answer, and for one that is all errors. */
export function addJolokiaAnswer(text: string, builder: ReadingBuilder): void {
  const answers = answerSchema.safeParse(parseJson(text));
  if (!answers.success) throw new ScrapeError('invalid_answer', 'Its answer is not one of Jolokia to a bulk request');
  for (const [index, { status, value }] of answers.data.entries()) {
    if (status !== 200) continue;
    const [mbean] = READS[index] as (typeof READS)[number];
    const beans = mbean.endsWith(',*') ? attributes.safeParse(value).data : { [mbean]: value };
    for (const [name, found] of Object.entries(beans ?? {}))
      addBean(name, attributes.safeParse(found).data ?? {}, builder);
  }
  const refused = answers.data.find(({ status }) => status === 401 || status === 403);
  if (refused && builder.count() === 0)
    throw new ScrapeError('authentication_failed', 'Its policy does not let Highwater read the meters of Kafka');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function addBean(objectName: string, values: Readonly<Record<string, unknown>>, builder: ReadingBuilder): void {
  const keys = parseKeys(objectName);
  for (const [attribute, value] of Object.entries(values)) {
    const meaning = describeBeanAttribute(keys.get('type') ?? '', keys.get('name') ?? '', attribute);
    if (meaning !== null && typeof value === 'number') builder.add(meaning, keys.get('topic') ?? null, value);
  }
}

/** Keys of `domain:key=value,…`; the values of Kafka's beans hold neither commas nor quotes. */
function parseKeys(objectName: string): ReadonlyMap<string, string> {
  const pairs = objectName.slice(objectName.indexOf(':') + 1).split(',');
  return new Map(
    pairs.map((pair) => {
      const cut = pair.indexOf('=');
      return [pair.slice(0, cut), pair.slice(cut + 1)];
    }),
  );
}

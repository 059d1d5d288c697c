import type { Meter, MeterFigure } from './meters';

/** Kafka's gauges that are shown beside the meters. */
export const BROKER_GAUGES = ['requestHandlerIdle', 'networkProcessorIdle', 'underReplicatedPartitions'] as const;
export type BrokerGauge = (typeof BROKER_GAUGES)[number];

/** What a sample of an exporter stands for; of the whole broker, or of one topic where it has a label of that name. */
export type MetricMeaning =
  | { readonly kind: 'meter'; readonly meter: Meter; readonly figure: MeterFigure }
  | { readonly kind: 'gauge'; readonly gauge: BrokerGauge };

const METER_BY_MBEAN: Readonly<Record<string, Meter>> = {
  messagesin: 'messagesIn',
  bytesin: 'bytesIn',
  bytesout: 'bytesOut',
  bytesrejected: 'bytesRejected',
  failedfetchrequests: 'failedFetchRequests',
  failedproducerequests: 'failedProduceRequests',
};

const FIGURE_BY_ATTRIBUTE: Readonly<Record<string, MeterFigure>> = {
  count: 'count',
  total: 'count',
  meanrate: 'meanRate',
  oneminuterate: 'oneMinuteRate',
  fiveminuterate: 'fiveMinuteRate',
  fifteenminuterate: 'fifteenMinuteRate',
};

/** Bean type, bean name and the attribute that tells it; Kafka keeps idle shares from 0 to 1. */
const GAUGES: readonly (readonly [type: string, name: string, gauge: BrokerGauge, attributes: readonly string[]])[] = [
  ['kafkarequesthandlerpool', 'requesthandleravgidle', 'requestHandlerIdle', ['oneminuterate']],
  ['socketserver', 'networkprocessoravgidle', 'networkProcessorIdle', ['value', '']],
  ['replicamanager', 'underreplicatedpartitions', 'underReplicatedPartitions', ['value', '']],
];

/** `_per_sec` and the like at the end of a bean's name, which many rules for exporters leave out. */
const SUFFIX = /_*(per_?sec|percent)$/;

/**
 * What an attribute of a bean stands for: `BrokerTopicMetrics`, `BytesInPerSec`, `OneMinuteRate`. Case does not matter, nor
 * whether the name keeps its `PerSec` or `Percent`. Null when it is none of ours.
 */
export function describeBeanAttribute(type: string, name: string, attribute: string): MetricMeaning | null {
  const bean = name.toLowerCase().replace(SUFFIX, '');
  const read = attribute.toLowerCase();
  if (type.toLowerCase() === 'brokertopicmetrics') {
    const meter = ownValue(METER_BY_MBEAN, bean);
    const figure = ownValue(FIGURE_BY_ATTRIBUTE, read);
    return meter === null || figure === null ? null : { kind: 'meter', meter, figure };
  }
  const found = GAUGES.find(([ofType, ofName]) => ofType === type.toLowerCase() && ofName === bean);
  return found?.[3].includes(read) ? { kind: 'gauge', gauge: found[2] } : null;
}

const PROMETHEUS_NAME =
  /^kafka_(?:server|network)_(brokertopicmetrics|kafkarequesthandlerpool|socketserver|replicamanager)_(.+)$/;

/**
 * What a sample of a Prometheus JMX exporter stands for, in its own names
 * (`kafka_server_BrokerTopicMetrics_OneMinuteRate{name="BytesInPerSec"}`) and in those that common rules give
 * (`kafka_server_brokertopicmetrics_bytesin_total`, `…_bytesinpersec_oneminuterate`). Null when it is none of ours.
 */
export function describePrometheusName(metric: string, nameLabel: string | null): MetricMeaning | null {
  const [, type, rest] = PROMETHEUS_NAME.exec(metric.toLowerCase()) ?? [];
  if (type === undefined || rest === undefined) return null;
  if (nameLabel !== null) return describeBeanAttribute(type, nameLabel, rest);
  const cut = rest.lastIndexOf('_');
  const attribute = rest.slice(cut + 1);
  if (cut > 0) {
    const meaning = describeBeanAttribute(type, rest.slice(0, cut), attribute);
    if (meaning !== null) return meaning;
  }
  return describeBeanAttribute(type, rest, '');
}

function ownValue<Value>(table: Readonly<Record<string, Value>>, key: string): Value | null {
  return Object.hasOwn(table, key) ? (table[key] as Value) : null;
}

/** Sets of metrics that `/metrics?profile=` may ask for, and that `HIGHWATER_METRICS_PROFILES` puts on the page without it. */
export const METRIC_PROFILES = ['highwater', 'kafka_exporter', 'kminion', 'kafka-lag-exporter', 'burrow'] as const;

export type MetricProfile = (typeof METRIC_PROFILES)[number];

import type { BrokerMetricsSource } from '@/lib/domain/broker-metrics/broker-metrics';
import type { KafkaTlsConfig } from '@/lib/server/kafka/kafka-cluster-config';

/** Where the brokers of a cluster tell their metrics. Secrets stay in memory: nothing here is logged or put into an error message. */
export interface BrokerMetricsConfig {
  readonly source: BrokerMetricsSource;
  /** Address with `{host}` and `{brokerId}` in place of a broker's own; null when `urls` names each. */
  readonly urlTemplate: string | null;
  /** Addresses by broker id, which go before the template. */
  readonly urls: Readonly<Record<string, string>>;
  /** HTTP basic authentication. */
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** For https addresses. */
  readonly tls: KafkaTlsConfig | null;
}

/** Names of hosts and addresses as metadata gives them: nothing that would make another address of the template. */
const HOST = /^[A-Za-z0-9._:-]+$/;

/** The address at which a broker tells its metrics; null when none is configured for it or its host is not one. */
export function describeMetricsUrl(config: BrokerMetricsConfig, brokerId: number, host: string): string | null {
  const own = Object.hasOwn(config.urls, brokerId) ? config.urls[brokerId] : undefined;
  if (own !== undefined) return own;
  if (config.urlTemplate === null || !HOST.test(host)) return null;
  const inUrl = host.includes(':') ? `[${host}]` : host;
  const url = config.urlTemplate.replaceAll('{host}', inUrl).replaceAll('{brokerId}', String(brokerId));
  return URL.canParse(url) ? url : null;
}

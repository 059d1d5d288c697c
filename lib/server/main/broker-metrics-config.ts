import { z } from 'zod';
import type { BrokerMetricsConfig } from '@/lib/server/broker-metrics/metrics-config';
import type { KafkaTlsConfig } from '@/lib/server/kafka/kafka-cluster-config';

const text = z.string().min(1);
const URL_RULE = 'takes http:// or https:// with {host} or {brokerId} in place of a broker’s own';

const template = z.string().refine(isTemplate, URL_RULE);
const address = z.string().refine(isAddress, 'takes an http:// or https:// address');

/** `metrics:` of a cluster in the configuration file. */
export const brokerMetricsSchema = z.strictObject({
  type: z.enum(['prometheus', 'jolokia']),
  /** The address of each broker's agent. */
  url: template.optional(),
  /** Addresses by broker id, which go before `url`. */
  brokers: z.record(z.string().regex(/^\d+$/, 'takes broker ids'), address).optional(),
  username: text.optional(),
  password: text.optional(),
  passwordFile: text.optional(),
  tls: z
    .strictObject({
      caFile: text.optional(),
      certFile: text.optional(),
      keyFile: text.optional(),
      keyPassphrase: text.optional(),
      serverName: text.optional(),
      verifyHostName: z.boolean().optional(),
    })
    .optional(),
});
type MetricsEntry = z.output<typeof brokerMetricsSchema>;
type ReadText = (path: string) => string;

/** `metrics:` with the files it names read. Throws a line that begins with `metrics`. */
export function describeBrokerMetrics(entry: MetricsEntry | undefined, readText: ReadText): BrokerMetricsConfig | null {
  if (entry === undefined) return null;
  const urls = entry.brokers ?? {};
  if (entry.url === undefined && Object.keys(urls).length === 0)
    throw new Error('metrics: url or brokers is missing: give the address of the agents');
  return {
    source: entry.type,
    urlTemplate: entry.url ?? null,
    urls,
    credentials: describeCredentials(entry, readText),
    tls: describeTls(entry.tls, readText),
  };
}

function describeCredentials(entry: MetricsEntry, readText: ReadText): BrokerMetricsConfig['credentials'] {
  const { username, password, passwordFile } = entry;
  if (password !== undefined && passwordFile !== undefined)
    throw new Error('metrics: give password or passwordFile, not both');
  const secret = password ?? (passwordFile === undefined ? undefined : readText(passwordFile).trimEnd());
  if ((username === undefined) !== (secret === undefined))
    throw new Error('metrics: username and password come together');
  return username === undefined || secret === undefined ? null : { username, password: secret };
}

function describeTls(tls: MetricsEntry['tls'], readText: ReadText): KafkaTlsConfig | null {
  if (tls === undefined) return null;
  if ((tls.certFile === undefined) !== (tls.keyFile === undefined))
    throw new Error('metrics.tls: certFile and keyFile come together');
  const read = (path: string | undefined) => (path === undefined ? undefined : readText(path));
  return {
    caPem: read(tls.caFile),
    certificatePem: read(tls.certFile),
    privateKeyPem: read(tls.keyFile),
    privateKeyPassphrase: tls.keyPassphrase,
    serverName: tls.serverName,
    verifyHostName: tls.verifyHostName,
  };
}

const METRICS_NAMES = {
  url: 'HIGHWATER_BROKER_METRICS_URL',
  username: 'HIGHWATER_BROKER_METRICS_USERNAME',
  password: 'HIGHWATER_BROKER_METRICS_PASSWORD',
} as const;

/** The variables that say the same of the one cluster of `KAFKA_BROKERS`. */
export const brokerMetricsVariables = {
  HIGHWATER_BROKER_METRICS_TYPE: z.enum(['prometheus', 'jolokia'], 'takes prometheus or jolokia').default('prometheus'),
  HIGHWATER_BROKER_METRICS_URL: z
    .string()
    .refine(
      (value) => isTemplate(value) || parseAddresses(value) !== null,
      'takes http://{host}:7071/metrics, or a comma list of brokerId=http://…',
    )
    .optional(),
  HIGHWATER_BROKER_METRICS_USERNAME: z.string().optional(),
  HIGHWATER_BROKER_METRICS_PASSWORD: z.string().optional(),
};
export type MetricsVariables = z.output<z.ZodObject<typeof brokerMetricsVariables>>;

/** What the variables say; a problem is a line that begins with the variable. */
export function describeMetricsVariables(variables: MetricsVariables, problems: string[]): BrokerMetricsConfig | null {
  const { HIGHWATER_BROKER_METRICS_URL: url } = variables;
  const { HIGHWATER_BROKER_METRICS_USERNAME: username, HIGHWATER_BROKER_METRICS_PASSWORD: password } = variables;
  if (url === undefined) {
    if (username ?? password)
      problems.push(`${METRICS_NAMES.url}: is missing, though credentials for it are given: set it, or unset them`);
    return null;
  }
  if ((username === undefined) !== (password === undefined))
    problems.push(`${METRICS_NAMES.username}: comes together with ${METRICS_NAMES.password}: set both or none`);
  return {
    source: variables.HIGHWATER_BROKER_METRICS_TYPE,
    urlTemplate: isTemplate(url) ? url : null,
    urls: parseAddresses(url) ?? {},
    credentials: username === undefined || password === undefined ? null : { username, password },
    tls: null,
  };
}

/** `1=http://…,2=http://…`; null when it is not such a list. */
function parseAddresses(value: string): Record<string, string> | null {
  const entries = value.split(',').map((part) => /^\s*(\d+)=(\S+)\s*$/.exec(part));
  if (!entries.every((entry) => isAddress(entry?.[2] ?? ''))) return null;
  return Object.fromEntries(entries.map((entry) => [entry?.[1] ?? '', entry?.[2] ?? '']));
}

function isTemplate(value: string): boolean {
  return (
    /\{(host|brokerId)\}/.test(value) && isAddress(value.replaceAll('{host}', 'host').replaceAll('{brokerId}', '1'))
  );
}

/** Without credentials in it: an address is shown and logged, a password never. */
function isAddress(value: string): boolean {
  if (!/^https?:\/\//.test(value) || /[{}\s]/.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === '' && password === '';
}

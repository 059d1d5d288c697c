import { z } from 'zod';
import { METRIC_PROFILES, type MetricProfile } from '@/lib/server/metric-profiles';
import { brokerMetricsVariables } from './broker-metrics-config';

/** Names whose value is never repeated. */
export const SECRET_NAMES: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'HIGHWATER_SECRET',
  'HIGHWATER_ADMIN_TOKEN',
  'KAFKA_SASL_PASSWORD',
  'KAFKA_SASL_OAUTHBEARER_TOKEN',
  'KAFKA_TLS_PASSPHRASE',
  'HIGHWATER_BROKER_METRICS_PASSWORD',
  'KAFKA_PROPERTIES',
  'KAFKA_TRUSTSTORE',
  'KAFKA_KEYSTORE',
  'AKHQ_CONFIGURATION',
]);
/** Taken as base64: the file of their `_FILE` holds the bytes themselves. */
export const BINARY_NAMES: ReadonlySet<string> = new Set(['KAFKA_TRUSTSTORE', 'KAFKA_KEYSTORE']);
/** An empty secret is a mistake, not an absent one. */
export const NEVER_EMPTY: ReadonlySet<string> = new Set([
  'HIGHWATER_AUTH',
  'HIGHWATER_SECRET',
  'HIGHWATER_ADMIN_TOKEN',
  'KAFKA_SASL_PASSWORD',
  'KAFKA_SASL_OAUTHBEARER_TOKEN',
  'KAFKA_TLS_PASSPHRASE',
  'HIGHWATER_BROKER_METRICS_PASSWORD',
]);
function numberFrom(min: number, max: number, what: string, isWhole: boolean) {
  const number = isWhole ? z.coerce.number().int() : z.coerce.number();
  return number.refine((value) => value >= min && value <= max, `takes ${what} from ${min} to ${max}`);
}

const flag = z
  .enum(['1', '0', 'true', 'false'], 'takes true or false')
  .transform((value) => value === '1' || value === 'true');

const databaseUrl = z.string().refine(isPostgresUrl, 'takes postgresql://user:password@host:port/database');

function isWebUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && !/[?#]/.test(text);
}

function isPostgresUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^postgres(ql)?:\/\//.test(text) && url.pathname.length > 1;
}

const base64 = z.string().regex(/^[A-Za-z0-9+/=\s]+$/, 'takes the store in base64');

const isMetricProfile = (name: string): name is MetricProfile => METRIC_PROFILES.some((profile) => profile === name);

const metricProfiles = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .refine((names) => names.every(isMetricProfile), `takes a comma list of ${METRIC_PROFILES.join(', ')}`)
  .transform((names) => names.filter(isMetricProfile));

/** Every variable that Highwater reads, as a schema of its text. */
export const variablesSchema = z.object({
  PORT: numberFrom(1, 65_535, 'a port', true).default(9000),
  HIGHWATER_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'takes an address or a host name to listen on')
    .default('127.0.0.1'),
  HIGHWATER_ROLE: z.enum(['all', 'web', 'collector'], 'takes all, web or collector').default('all'),
  HIGHWATER_DATA_DIR: z.string().default('.highwater'),
  HIGHWATER_POLL_INTERVAL: numberFrom(1, 3_600, 'seconds', false).default(10),
  HIGHWATER_RETENTION: numberFrom(1, 3_650, 'whole days', true).default(90),
  HIGHWATER_SECRET: z.string().min(16, 'takes at least 16 characters').optional(),
  HIGHWATER_PUBLIC_URL: z
    .string()
    .refine(isWebUrl, 'takes the address that people open, such as https://highwater.example.com')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  HIGHWATER_AUTH: z.enum(['on', 'off'], 'takes on or off').default('on'),
  HIGHWATER_ADMIN_TOKEN: z
    .string()
    .min(32, 'takes at least 32 characters, e.g. from "openssl rand -hex 24"')
    .regex(/^[\x21-\x7e]+$/, 'takes printable ASCII without spaces')
    .optional(),
  HIGHWATER_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'takes fatal, error, warn, info, debug or trace')
    .default('info'),
  HIGHWATER_METRICS_PROFILES: metricProfiles.default(['highwater', 'kafka_exporter']),
  HIGHWATER_CONFIG: z.string().optional(),
  HIGHWATER_CLUSTER_NAME: z.string().max(100, 'takes at most 100 characters').default('default'),
  HIGHWATER_DEMO_CLUSTER: flag.default(false),
  DATABASE_URL: databaseUrl.optional(),
  KAFKA_BROKERS: z.string().optional(),
  KAFKA_CLIENTID: z.string().optional(),
  KAFKA_TLS_ENABLED: flag.optional(),
  KAFKA_TLS_CAFILEPATH: z.string().optional(),
  KAFKA_TLS_CERTFILEPATH: z.string().optional(),
  KAFKA_TLS_KEYFILEPATH: z.string().optional(),
  KAFKA_TLS_PASSPHRASE: z.string().optional(),
  KAFKA_SASL_ENABLED: flag.optional(),
  KAFKA_SASL_MECHANISM: z
    .string()
    .transform((value) => value.toUpperCase())
    .pipe(
      z.enum(
        ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'],
        'takes PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER',
      ),
    )
    .optional(),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  KAFKA_SASL_OAUTHBEARER_TOKEN: z.string().optional(),
  KAFKA_PROPERTIES: z.string().optional(),
  KAFKA_TRUSTSTORE: base64.optional(),
  KAFKA_KEYSTORE: base64.optional(),
  AKHQ_CONFIGURATION: z.string().optional(),
  ...brokerMetricsVariables,
});

export const VARIABLE_NAMES = Object.keys(variablesSchema.shape);

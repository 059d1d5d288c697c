import type { KafkaClusterConfig } from '@/lib/server/kafka/kafka-cluster-config';
import type { ConfigFiles } from '../config-files';
import { type PropertyFate, PropertyLedger } from './property-ledger';
import { describeSaslProperties, refuseForeignModule } from './sasl-properties';
import { describeTlsProperties, type GivenStores } from './tls-properties';

export interface DescribedProperties {
  /** What `bootstrap.servers` says; undefined when it is absent. */
  readonly bootstrapServers: string | undefined;
  readonly kafka: Omit<KafkaClusterConfig, 'bootstrapServers'>;
  readonly fates: readonly PropertyFate[];
}

const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'];

/** Keys that would make a Java client load code, or open a file or an address, of the writer's choice. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\.callback\.handler\.class$|^sasl\.login\.class$/, 'names a class: none is ever loaded'],
  [/^ssl\.(engine\.factory\.class|provider)$|^security\.providers$/, 'names a class: none is ever loaded'],
  [/^(interceptor\.classes|metric\.reporters|config\.providers(\..*)?)$/, 'names a class: none is ever loaded'],
  [/^sasl\.oauthbearer\..*url$/, 'is an address that would be dialled: give the token in a file (tokenFile)'],
  [/^sasl\.oauthbearer\..*file$/, 'is a file that would be opened: give the token in a file (tokenFile)'],
  [/^sasl\.kerberos\./, 'Kerberos is not spoken by Highwater: use PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER'],
];

/** Reads a Kafka `client.properties` of an operator, key by key; nothing outside the keys named here has an effect. */
export function describeClientProperties(
  properties: ReadonlyMap<string, string>,
  files: ConfigFiles,
  given: GivenStores = {},
): DescribedProperties {
  const ledger = new PropertyLedger(properties);
  refuseReferences(ledger, properties);
  const bootstrapServers = ledger.takeText('bootstrap.servers');
  const protocol = (ledger.takeText('security.protocol') ?? 'PLAINTEXT').toUpperCase();
  if (!PROTOCOLS.includes(protocol)) ledger.refuse('security.protocol', `takes ${PROTOCOLS.join(', ')}`);
  const kafka = {
    tls: protocol.endsWith('SSL') ? describeTlsProperties(ledger, files, given) : null,
    sasl: protocol.startsWith('SASL') ? describeSaslProperties(ledger, Date.now) : null,
    ...describeClientId(ledger),
    ...readTimeout(ledger, 'socket.connection.setup.timeout.ms', 'connectTimeoutMs'),
    ...readTimeout(ledger, 'request.timeout.ms', 'requestTimeoutMs'),
  };
  if (kafka.sasl === null) refuseForeignModule(ledger);
  for (const key of ledger.untouched()) accountFor(ledger, key, protocol);
  return { bootstrapServers, kafka, fates: ledger.fates() };
}

/** The refusals as lines: a key and why. */
export function describeRefusals(fates: readonly PropertyFate[]): readonly string[] {
  return fates.filter(({ fate }) => fate === 'refused').map(({ key, reason }) => `${key}: ${reason}`);
}

/** `${file:…}` and `${env:…}` are for Java's config providers; taken as they stand they would be a wrong credential. */
function refuseReferences(ledger: PropertyLedger, properties: ReadonlyMap<string, string>): void {
  for (const [key, value] of properties) {
    if (/\$\{\w+:[^}]*\}/.test(value)) ledger.refuse(key, 'refers to a config provider: put the value itself there');
  }
}

function describeClientId(ledger: PropertyLedger): { clientId?: string } {
  const clientId = ledger.takeText('client.id');
  return clientId === undefined ? {} : { clientId };
}

function readTimeout(ledger: PropertyLedger, key: string, name: 'connectTimeoutMs' | 'requestTimeoutMs') {
  const text = ledger.takeText(key);
  if (text === undefined) return {};
  const valueMs = Number(text);
  if (Number.isInteger(valueMs) && valueMs >= 100 && valueMs <= 60_000) return { [name]: valueMs };
  ledger.refuse(key, 'takes 100 to 60000 milliseconds');
  return {};
}

function accountFor(ledger: PropertyLedger, key: string, protocol: string): void {
  const refused = REFUSED.find(([pattern]) => pattern.test(key));
  if (refused !== undefined) ledger.refuse(key, refused[1]);
  else if (key.startsWith('ssl.') && !protocol.endsWith('SSL')) ledger.ignore(key, `security.protocol is ${protocol}`);
  else if (key.startsWith('sasl.') && !protocol.startsWith('SASL'))
    ledger.ignore(key, `security.protocol is ${protocol}`);
  else ledger.ignore(key, 'Highwater has no use for it');
}

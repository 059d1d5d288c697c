import type { KafkaSaslConfig } from '@/lib/server/kafka/kafka-cluster-config';
import { type JaasEntry, parseJaasConfig } from './jaas-config';
import type { PropertyLedger } from './property-ledger';

const PACKAGE = 'org.apache.kafka.common.security';
const SCRAM_MODULE = `${PACKAGE}.scram.ScramLoginModule`;
/** The only classes that a configuration may name: they stand for credentials, and nothing is loaded. */
const MODULE_OF = {
  PLAIN: `${PACKAGE}.plain.PlainLoginModule`,
  'SCRAM-SHA-256': SCRAM_MODULE,
  'SCRAM-SHA-512': SCRAM_MODULE,
  OAUTHBEARER: `${PACKAGE}.oauthbearer.OAuthBearerLoginModule`,
} as const satisfies Record<KafkaSaslConfig['mechanism'], string>;

const SUBJECT_CLAIM = 'unsecuredLoginStringClaim_sub';
const LIFETIME_OPTION = 'unsecuredLoginLifetimeSeconds';

/** What `sasl.mechanism` and `sasl.jaas.config` say; refusals are in the ledger. */
export function describeSaslProperties(ledger: PropertyLedger, nowMs: () => number): KafkaSaslConfig | null {
  const mechanism = parseMechanism(ledger);
  const text = ledger.take('sasl.jaas.config');
  if (mechanism === null) return null;
  if (text === undefined) {
    ledger.refuse('sasl.jaas.config', `is missing: ${mechanism} takes its credentials from it`);
    return null;
  }
  const entry = ledger.attempt('sasl.jaas.config', () => parseJaasConfig(text));
  if (entry === undefined) return null;
  return ledger.attempt('sasl.jaas.config', () => describeCredentials(mechanism, entry, nowMs)) ?? null;
}

/** Of a listener without SASL the entry has no use; one that names a foreign class is refused all the same. */
export function refuseForeignModule(ledger: PropertyLedger): void {
  const text = ledger.take('sasl.jaas.config');
  if (text === undefined) return;
  const entry = ledger.attempt('sasl.jaas.config', () => parseJaasConfig(text));
  if (entry !== undefined) ledger.attempt('sasl.jaas.config', () => checkModule(entry.loginModule));
}

function checkModule(loginModule: string): void {
  const allowed = [...new Set<string>(Object.values(MODULE_OF))];
  if (!allowed.includes(loginModule))
    throw new Error(`the login module ${loginModule} is not allowed: use ${allowed.join(', ')}`);
}

function parseMechanism(ledger: PropertyLedger): KafkaSaslConfig['mechanism'] | null {
  const given = ledger.takeText('sasl.mechanism')?.toUpperCase();
  const known = Object.keys(MODULE_OF) as KafkaSaslConfig['mechanism'][];
  const mechanism = known.find((name) => name === given);
  if (mechanism !== undefined) return mechanism;
  const problem =
    given === undefined
      ? 'is missing, and would be GSSAPI (Kerberos), which Highwater does not speak'
      : `${given} is not spoken by Highwater`;
  ledger.refuse('sasl.mechanism', `${problem}: use a listener with ${known.join(', ')}`);
  return null;
}

function describeCredentials(
  mechanism: KafkaSaslConfig['mechanism'],
  { loginModule, options }: JaasEntry,
  nowMs: () => number,
): KafkaSaslConfig {
  const expected = MODULE_OF[mechanism];
  checkModule(loginModule);
  if (loginModule !== expected) throw new Error(`${loginModule} does not fit ${mechanism}: use ${expected}`);
  if (mechanism === 'OAUTHBEARER') return { mechanism, token: describeUnsecuredToken(options, nowMs) };
  if (options.get('tokenauth') === 'true') throw new Error('tokenauth: delegation tokens are not supported');
  const username = options.get('username');
  const password = options.get('password');
  if (!username || !password) throw new Error(`lacks ${username ? 'password' : 'username'}="…"`);
  return { mechanism, username, password };
}

/** The token that Kafka's own login makes of these options when it is given no other way: unsigned, for tests alone. */
function describeUnsecuredToken(options: JaasEntry['options'], nowMs: () => number): () => Promise<string> {
  const subject = options.get(SUBJECT_CLAIM);
  if (!subject)
    throw new Error(
      `OAuthBearerLoginModule is read with ${SUBJECT_CLAIM}="…" alone: Highwater fetches no token, give it one in a file (sasl: { mechanism: OAUTHBEARER, tokenFile: … })`,
    );
  const lifetimeSeconds = Number(options.get(LIFETIME_OPTION) ?? 3_600);
  if (!(lifetimeSeconds > 0)) throw new Error(`${LIFETIME_OPTION} takes seconds`);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return async () => {
    const issuedAt = nowMs() / 1_000;
    const claims = { sub: subject, iat: issuedAt, exp: issuedAt + lifetimeSeconds };
    return `${encode({ alg: 'none' })}.${encode(claims)}.`;
  };
}

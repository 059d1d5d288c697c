import type { Variables } from '../variable-texts';

const STOCK_PASSWORD = 'password';
const SIGN_IN = 'signing in is by token: set HIGHWATER_ADMIN_TOKEN';
const NAMES_BROKERS = /^(KAFKA_BROKERS|KAFKA_BROKERCONNECT|KAFKA_CLUSTERS_\d+_BOOTSTRAPSERVERS|HIGHWATER_CONFIG)$/;
const ROOT = 'Highwater serves at the root of its address: give it a host name or a port of its own';

/** Variables of other consoles that have no counterpart, and what to use instead. */
const NOT_USED: readonly (readonly [RegExp, string])[] = [
  [/^KAFKA_MANAGER_(AUTH_)?(ENABLED|USERNAME|PASSWORD)$/, SIGN_IN],
  [/^SERVER_SERVLET_CONTEXT_?PATH$|^BASE_PATH$/, ROOT],
  [/^SCHEMAREGISTRY_CONNECT$|^KAFKA_SCHEMAREGISTRY_/, 'Highwater does not ask a schema registry'],
  [/^CONNECT_(ENABLED|CLUSTERS_\w+)$/, 'Highwater does not ask Kafka Connect'],
  [
    /^KAFKA_SECURITY_?PROTOCOL$/,
    'set KAFKA_TLS_ENABLED and KAFKA_SASL_ENABLED, or security.protocol in KAFKA_PROPERTIES',
  ],
];

/** What the variables of CMAK, Kafdrop and Redpanda Console ask for that Highwater does another way. */
export function describeOtherVariables(variables: Variables): { problems: string[]; notes: string[] } {
  const problems: string[] = [];
  const notes: string[] = [];
  for (const [name, value] of Object.entries(variables)) {
    const reason = NOT_USED.find(([pattern]) => pattern.test(name))?.[1];
    if (!value || reason === undefined) continue;
    if (/^KAFKA_MANAGER_.*PASSWORD$/.test(name) && value === STOCK_PASSWORD)
      problems.push(`${name}: is the password that CMAK ships with: unset it; ${SIGN_IN}`);
    else notes.push(`${name}: not used: ${reason}`);
  }
  if (variables.ZK_HOSTS) {
    const hasBrokers = Object.keys(variables).some((name) => NAMES_BROKERS.test(name) && variables[name]);
    if (hasBrokers) notes.push('ZK_HOSTS: not used: Highwater asks the brokers, not ZooKeeper');
    else
      problems.push(
        'ZK_HOSTS: Highwater asks the brokers, not ZooKeeper: set KAFKA_BROKERS to host:port of some brokers',
      );
  }
  return { problems, notes };
}

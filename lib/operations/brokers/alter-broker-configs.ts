import { z } from 'zod';
import { commandLine } from '../command-line';
import {
  alterableConfigs,
  type ConfigChange,
  compareConfigs,
  configChangeArguments,
  describeConfigChanges,
  invertConfigChanges,
  planConfigChanges,
  refuseConfigKeys,
  warnOfInheritance,
} from '../configs/config-changes';
import { wantedConfigs } from '../configs/wanted-configs';
import { readLiveBrokers } from '../facts/read-brokers';
import { CONFIG_RESOURCE, type ConfigsNow, readConfigs } from '../facts/read-configs';
import { brokerId } from '../input';
import { listNames } from '../name-list';
import { defineOperation, type Message, type OperationKafka, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';

const input = wantedConfigs({
  /** Null: the default of all brokers, below what a broker sets for itself. */
  brokerId: z.union([brokerId, z.null()]),
});
type Input = z.output<typeof input>;

export interface BrokerConfigFacts {
  readonly liveBrokerIds: readonly number[];
  /** Of the broker, or the defaults that are set for all. */
  readonly configs: ConfigsNow;
  /** All keys that a broker knows, with what may be changed. */
  readonly known: ConfigsNow;
  /** What Kafka said to the change when asked to validate only; null: fine. */
  readonly kafkaRefusal: { readonly errorName: string; readonly message: string } | null;
}

interface AlterBrokerConfigsPlan {
  readonly brokerId: number | null;
  readonly changes: readonly ConfigChange[];
}

const TIMEOUT_MS = 15_000;
/**
 * Kafka takes these without listing them as long as they are unset (`QuotaConfig`), and before 3.0 calls them read-only
 * once they are set. Any other unknown key it would keep without a word.
 */
const UNLISTED_KEYS = [
  'leader.replication.throttled.rate',
  'follower.replication.throttled.rate',
  'replica.alter.log.dirs.io.max.bytes.per.second',
];

function withUnlistedKeys(configs: ConfigsNow): ConfigsNow {
  const unlisted = { value: null, isOwn: false, inherited: null, isReadOnly: false, isSensitive: false };
  const taken = UNLISTED_KEYS.map(
    (name) => [name, { ...unlisted, ...configs.get(name), name, isReadOnly: false }] as const,
  );
  return new Map([...configs, ...taken]);
}

/** Brokers take their own configs themselves; the default of all goes to the controller. */
function alterConfigs(kafka: OperationKafka, plan: AlterBrokerConfigsPlan, validateOnly: boolean) {
  const resource = {
    resourceType: CONFIG_RESOURCE.broker,
    resourceName: plan.brokerId === null ? '' : String(plan.brokerId),
    configs: alterableConfigs(plan.changes),
  };
  return kafka.call(
    'IncrementalAlterConfigs',
    { resources: [resource], validateOnly },
    { brokerId: plan.brokerId ?? 'controller', timeoutMs: TIMEOUT_MS },
  );
}

function refuseKeys(given: Input, known: ConfigsNow): readonly Message[] {
  const unknown = Object.keys(given.set).filter((key) => !known.has(key));
  return [
    ...refuseConfigKeys(given, known),
    ...(unknown.length > 0 ? [{ key: 'unknownConfigs', values: listNames(unknown) } as const] : []),
  ];
}

async function readFacts(kafka: OperationKafka, given: Input): Promise<BrokerConfigFacts> {
  const brokers = await readLiveBrokers(kafka);
  const liveBrokerIds = brokers.map((one) => one.brokerId);
  const asked = given.brokerId ?? liveBrokerIds[0];
  if (asked === undefined || !liveBrokerIds.includes(asked)) {
    return { liveBrokerIds, configs: new Map(), known: new Map(), kafkaRefusal: null };
  }
  const ofBroker = await readConfigs(kafka, { type: CONFIG_RESOURCE.broker, name: String(asked) });
  const known = withUnlistedKeys(ofBroker);
  const configs =
    given.brokerId === null ? await readConfigs(kafka, { type: CONFIG_RESOURCE.broker, name: '' }) : known;
  const facts = { liveBrokerIds, configs, known, kafkaRefusal: null };
  const changes = planConfigChanges(given, configs);
  if (refuseKeys(given, known).length > 0 || changes.length === 0) return facts;
  const { responses } = await alterConfigs(kafka, { brokerId: given.brokerId, changes }, true);
  const [response] = responses;
  const error = kafka.errorOf(response?.errorCode ?? -1);
  return { ...facts, kafkaRefusal: error && { errorName: error.name, message: response?.errorMessage ?? '' } };
}

function subjectOf(id: number | null): string {
  return id === null ? 'all brokers' : `broker ${id}`;
}

function describePlan({ brokerId: id, changes }: AlterBrokerConfigsPlan): PlanDescription {
  const entity = id === null ? ['--entity-default'] : ['--entity-name', String(id)];
  return {
    summary: id === null ? { key: 'alterBrokerDefaults' } : { key: 'alterBrokerConfigs', values: { broker: id } },
    changes: describeConfigChanges(subjectOf(id), changes),
    warnings: [...(id === null ? [{ key: 'defaultsBelowOwn' } as const] : []), ...warnOfInheritance(changes)],
    commandLines: [
      commandLine('kafka-configs', '--alter', '--entity-type', 'brokers', ...entity, ...configChangeArguments(changes)),
    ],
  };
}

/**
 * Sets and removes dynamic configs of one broker, or the default of all (KIP-226, KIP-339; `kafka-configs.sh --alter
 * --entity-type brokers`). Read-only keys need a restart and sensitive ones would stand in the plan: both are refused.
 */
export const alterBrokerConfigs = defineOperation<typeof input, BrokerConfigFacts, AlterBrokerConfigsPlan>({
  name: 'alter-broker-configs',
  permission: 'broker:config.alter',
  risk: 'disruptive',
  input,
  target: ({ brokerId: id }, clusterId) =>
    id === null ? { kind: 'cluster', names: [clusterId] } : { kind: 'broker', names: [String(id)] },
  read: ({ kafka }, given) => readFacts(kafka, given),
  plan: (given, { liveBrokerIds, configs, known, kafkaRefusal }) => {
    if (given.brokerId !== null && !liveBrokerIds.includes(given.brokerId)) {
      return { refusals: [{ key: 'deadBrokers', values: listNames([String(given.brokerId)]) }] };
    }
    const refusals = refuseKeys(given, known);
    if (refusals.length > 0) return { refusals };
    if (kafkaRefusal !== null) {
      const { errorName, message } = kafkaRefusal;
      return { refusals: [{ key: 'kafkaRefuses', values: { error: errorName, message } }] };
    }
    const changes = planConfigChanges(given, configs);
    if (changes.length === 0) return { refusals: [{ key: 'nothingToChange' }] };
    const before = invertConfigChanges([changes]);
    return {
      plan: { brokerId: given.brokerId, changes },
      inverse: before && { operation: 'alter-broker-configs', input: { brokerId: given.brokerId, ...before } },
    };
  },
  describe: describePlan,
  execute: ({ kafka }, plan) => {
    const subject = subjectOf(plan.brokerId);
    return attempt([subject], async () => {
      const [response] = (await alterConfigs(kafka, plan, false)).responses;
      return [outcomeOf(kafka, subject, response?.errorCode ?? -1, response?.errorMessage)];
    });
  },
  verify: async ({ kafka }, { brokerId: id, changes }) => {
    const configs = await readConfigs(kafka, { type: CONFIG_RESOURCE.broker, name: id === null ? '' : String(id) });
    const differences = [...compareConfigs(subjectOf(id), changes, configs)];
    return { isVerified: differences.length === 0, differences };
  },
});

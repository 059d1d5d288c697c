import type { GroupSettingFacts } from '@/lib/domain/group-type-facts';
import type { Gap } from '@/lib/domain/snapshot';
import type { KafkaGateway } from '../gateway';
import { kafkaErrorNumber } from '../protocol/kafka-error';
import type { ResponseBodies } from '../protocol/messages.generated';
import type { ListedGroup } from './group-list-reader';
import { describeErrorCode, describeReadFailure } from './read-failure';
import type { RoundContext } from './round-context';

type Resource = ResponseBodies['DescribeConfigs']['results'][number];

const groupResource = 32;
const groupSource = 8;
const beatMs = 300_000;
const mostGroupsPerRequest = 100;
const mostGroupsPerRound = 300;

/** Settings of the groups whose turn it was, and what could not be read. */
export interface SettingsRound {
  /** By group id; null where Kafka did not tell. */
  readonly settings: ReadonlyMap<string, readonly GroupSettingFacts[] | null>;
  readonly gaps: readonly Gap[];
}

/** Groups that have settings of their own type, those not read for longest first, at most 300 a round, each every 5 minutes. */
function planGroups(context: RoundContext, groups: Iterable<ListedGroup>): ListedGroup[] {
  const readAtMs = ({ groupId }: ListedGroup) => context.previous.groups.get(groupId)?.settingsReadAtMs ?? 0;
  const isDue = (group: ListedGroup) => context.readEverything || context.atMs - readAtMs(group) >= beatMs;
  return [...groups]
    .filter((group) => group.type !== 'classic' && group.type !== 'unknown' && isDue(group))
    .sort((a, b) => readAtMs(a) - readAtMs(b))
    .slice(0, mostGroupsPerRound);
}

/** A broker tells the settings of every type of group: those of another type say nothing. */
function parseSettings(group: ListedGroup, { configs }: Resource): GroupSettingFacts[] {
  return configs
    .filter(({ name }) => name.startsWith(`${group.type}.`))
    .map(({ name, value, configSource }) => ({ name, value, isOwn: configSource === groupSource }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Reads what Kafka keeps for consumer, share and streams groups (DescribeConfigs, API key 32, resource type 32). Never throws. */
export async function readGroupSettings(
  gateway: KafkaGateway,
  context: RoundContext,
  groups: Iterable<ListedGroup>,
): Promise<SettingsRound> {
  const due = planGroups(context, groups);
  const settings = new Map<string, readonly GroupSettingFacts[] | null>(due.map(({ groupId }) => [groupId, null]));
  // Most groups have the same settings: one list stands for all of them.
  const shared = new Map<string, readonly GroupSettingFacts[]>();
  const gaps: Gap[] = [];
  for (let from = 0; from < due.length; from += mostGroupsPerRequest) {
    const batch = new Map(due.slice(from, from + mostGroupsPerRequest).map((group) => [group.groupId, group]));
    const resources = [...batch.keys()].map((resourceName) => ({
      resourceType: groupResource,
      resourceName,
      configurationKeys: null,
    }));
    try {
      const answer = await gateway.call('DescribeConfigs', { resources, includeSynonyms: false }, context.options);
      for (const result of answer.results) {
        const group = batch.get(result.resourceName);
        if (group === undefined) continue;
        if (result.errorCode === kafkaErrorNumber.none) {
          const parsed = parseSettings(group, result);
          const text = JSON.stringify(parsed);
          if (!shared.has(text)) shared.set(text, parsed);
          settings.set(group.groupId, shared.get(text) ?? parsed);
        } else gaps.push(describeErrorCode('group-configs', { groupId: group.groupId }, result.errorCode));
      }
    } catch (error) {
      gaps.push(describeReadFailure('group-configs', {}, error));
      break;
    }
  }
  return { settings, gaps };
}

import { isInternalTopic } from '@/lib/domain/internal-topics';

type Prefilled = 'topic' | 'topics' | 'clone';

/** An entry of a topic's menu: the operation, and the field that its form gets the topic in. */
interface TopicAction {
  readonly id: 'alterConfigs' | 'addPartitions' | 'electLeaders' | 'clone' | 'deleteRecords' | 'recreate' | 'delete';
  readonly operation: string;
  readonly field: Prefilled;
  /** Refused for topics in which Kafka keeps its own state. */
  readonly refusesInternal: boolean;
  /** Records go with it. */
  readonly losesRecords: boolean;
}

const calm = { losesRecords: false } as const;
const harmful = { losesRecords: true, refusesInternal: true } as const;

const ACTIONS: readonly TopicAction[] = [
  { id: 'alterConfigs', operation: 'alter-topic-configs', field: 'topics', refusesInternal: false, ...calm },
  { id: 'addPartitions', operation: 'add-partitions', field: 'topics', refusesInternal: true, ...calm },
  { id: 'electLeaders', operation: 'elect-leaders', field: 'topics', refusesInternal: false, ...calm },
  { id: 'clone', operation: 'create-topic', field: 'clone', refusesInternal: false, ...calm },
  { id: 'deleteRecords', operation: 'delete-records', field: 'topic', ...harmful },
  { id: 'recreate', operation: 'recreate-topic', field: 'topic', ...harmful },
  { id: 'delete', operation: 'delete-topic', field: 'topics', ...harmful },
];

/** What the menu of a topic offers: never what is refused for it whatever the form says. */
export function actionsOfTopic(topic: string, isMarked: boolean): readonly TopicAction[] {
  const isInternal = isInternalTopic({ name: topic, isMarked });
  return ACTIONS.filter(({ refusesInternal }) => !(isInternal && refusesInternal));
}

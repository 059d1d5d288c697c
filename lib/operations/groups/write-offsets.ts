import { readCoordinators } from '../facts/read-groups';
import { inPieces } from '../in-pieces';
import type { OperationKafka, OperationOutcome } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { partitionName } from '../partition-name';

/** The offset that one partition is to have. */
export interface WantedOffset {
  readonly topic: string;
  readonly partition: number;
  /** Null: none any more. */
  readonly after: number | null;
}

/** One request becomes one batch of records in `__consumer_offsets`: it must stay below the brokers' `message.max.bytes`. */
const PARTITIONS_PER_REQUEST = 1_000;
const LAST_NAMES_VERSION = 9;
const TIMEOUT_MS = 15_000;

const nameOf = ({ topic, partition }: WantedOffset) => partitionName(topic, partition);

function byTopic(offsets: readonly WantedOffset[]): readonly (readonly [string, readonly WantedOffset[]])[] {
  const found = new Map<string, WantedOffset[]>();
  for (const one of offsets) {
    const same = found.get(one.topic);
    if (same) same.push(one);
    else found.set(one.topic, [one]);
  }
  return [...found];
}

interface PartitionAnswer {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null;
}
interface TopicAnswer {
  readonly name: string;
  readonly partitions: readonly PartitionAnswer[];
}

/** One outcome for each offset: of its partition, or of the whole request where that was refused. */
function outcomesOf(
  kafka: OperationKafka,
  offsets: readonly WantedOffset[],
  answer: {
    readonly errorCode: number;
    readonly errorMessage?: string | null;
    readonly topics: readonly TopicAnswer[];
  },
): readonly OperationOutcome[] {
  const answers = new Map(
    answer.topics.flatMap(({ name, partitions }) =>
      partitions.map((one) => [partitionName(name, one.partitionIndex), one] as const),
    ),
  );
  return offsets.map((wanted) => {
    const name = nameOf(wanted);
    const own = answers.get(name);
    if (answer.errorCode !== 0) return outcomeOf(kafka, name, answer.errorCode, answer.errorMessage);
    return outcomeOf(kafka, name, own?.errorCode ?? -1, own?.errorMessage);
  });
}

type Send = (
  kafka: OperationKafka,
  at: { readonly groupId: string; readonly brokerId: number },
  offsets: readonly WantedOffset[],
) => Promise<readonly OperationOutcome[]>;

/** OffsetCommit (API key 8) as a client that is no member: no metadata and no leader epoch, as Kafka's own tool does it. */
const sendCommits: Send = async (kafka, { groupId, brokerId }, offsets) => {
  const topics = byTopic(offsets).map(([name, own]) => ({
    name,
    partitions: own.map(({ partition, after }) => ({
      partitionIndex: partition,
      committedOffset: BigInt(after ?? -1),
      committedMetadata: '',
    })),
  }));
  const options = { brokerId, maxVersion: LAST_NAMES_VERSION, timeoutMs: TIMEOUT_MS };
  const answer = await kafka.call('OffsetCommit', { groupId, topics }, options);
  return outcomesOf(kafka, offsets, { errorCode: 0, topics: answer.topics });
};

/** OffsetDelete (API key 47, KIP-496). */
const sendDeletions: Send = async (kafka, { groupId, brokerId }, offsets) => {
  const topics = byTopic(offsets).map(([name, own]) => ({
    name,
    partitions: own.map(({ partition }) => ({ partitionIndex: partition })),
  }));
  const answer = await kafka.call('OffsetDelete', { groupId, topics }, { brokerId, timeoutMs: TIMEOUT_MS });
  return outcomesOf(kafka, offsets, answer);
};

/** AlterShareGroupOffsets (API key 91, KIP-932). */
const sendShareStarts: Send = async (kafka, { groupId, brokerId }, offsets) => {
  const topics = byTopic(offsets).map(([topicName, own]) => ({
    topicName,
    partitions: own.map(({ partition, after }) => ({ partitionIndex: partition, startOffset: BigInt(after ?? -1) })),
  }));
  const { errorCode, errorMessage, responses } = await kafka.call(
    'AlterShareGroupOffsets',
    { groupId, topics },
    { brokerId, timeoutMs: TIMEOUT_MS },
  );
  const answered = responses.map(({ topicName, partitions }) => ({ name: topicName, partitions }));
  return outcomesOf(kafka, offsets, { errorCode, errorMessage, topics: answered });
};

/** DeleteShareGroupOffsets (API key 92, KIP-932): whole topics, which the plan has made sure of. */
const sendShareDeletions: Send = async (kafka, { groupId, brokerId }, offsets) => {
  const topics = byTopic(offsets);
  const { errorCode, errorMessage, responses } = await kafka.call(
    'DeleteShareGroupOffsets',
    { groupId, topics: topics.map(([topicName]) => ({ topicName })) },
    { brokerId, timeoutMs: TIMEOUT_MS },
  );
  const answered = topics.map(([name, own]) => {
    const result = responses.find(({ topicName }) => topicName === name);
    const partitions = own.map(({ partition }) => ({
      partitionIndex: partition,
      errorCode: result?.errorCode ?? -1,
      errorMessage: result?.errorMessage ?? null,
    }));
    return { name, partitions };
  });
  return outcomesOf(kafka, offsets, { errorCode, errorMessage, topics: answered });
};

const SENDS = {
  committed: { set: sendCommits, remove: sendDeletions },
  share: { set: sendShareStarts, remove: sendShareDeletions },
} as const;

/** Brings the offsets of a group to what is wanted, one outcome for each partition; null ones are deleted. */
export async function executeOffsets(
  kafka: OperationKafka,
  { groupId, isShare }: { readonly groupId: string; readonly isShare: boolean },
  offsets: readonly WantedOffset[],
): Promise<readonly OperationOutcome[]> {
  const sends = SENDS[isShare ? 'share' : 'committed'];
  const outcomes: OperationOutcome[] = [];
  const sendAll = async (send: Send, some: readonly WantedOffset[]) => {
    for (const piece of inPieces(some, PARTITIONS_PER_REQUEST)) {
      const sent = await attempt(piece.map(nameOf), async () => {
        const brokerId = (await readCoordinators(kafka, [groupId])).get(groupId) ?? -1;
        return send(kafka, { groupId, brokerId }, piece);
      });
      outcomes.push(...sent);
    }
  };
  await sendAll(
    sends.set,
    offsets.filter(({ after }) => after !== null),
  );
  await sendAll(
    sends.remove,
    offsets.filter(({ after }) => after === null),
  );
  return outcomes;
}

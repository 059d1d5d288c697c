import { groupBy } from '@/lib/domain/group-by';
import type { ProbeRequest, RecordProbe } from '@/lib/domain/record-probe';
import type { Gap } from '@/lib/domain/snapshot';
import type { KafkaGateway } from '../gateway';
import { kafkaErrorNumber } from '../protocol/kafka-error';
import type { ResponseBodies } from '../protocol/messages.generated';
import { firstRecord } from '../records/first-record';
import type { TopicMetadata } from './cluster-metadata';
import { describeErrorCode, describeReadFailure } from './read-failure';
import type { RoundContext } from './round-context';

/** Greatest version that names topics instead of their ids. */
const maxVersion = 12;
const readCommitted = 1;
/** Looks at the log in one round; the rest waits for the next. */
const maxLooks = 200;
/** Bytes asked for at first, and where the first batch is larger; a whole batch comes back in any case. */
const smallLookBytes = 65_536;
const largeLookBytes = 1_048_576;
/** Large looks of one request: what the brokers may have to send at once. */
const maxLargeLooks = 8;

type FetchedPartition = ResponseBodies['Fetch']['responses'][number]['partitions'][number];

interface Look {
  readonly request: ProbeRequest;
  readonly topic: TopicMetadata;
  readonly leader: number;
  /** Where an earlier look came to, past control and aborted records. */
  readonly from: number;
  readonly isLarge: boolean;
}

interface KnownLook {
  readonly topicId: string | null;
  readonly logEnd: number;
  readonly probe: RecordProbe | null;
  readonly from: number;
  readonly needsLargeLook: boolean;
}

/**
 * Looks at the record that a commit waits at, with Fetch (API key 1, v4 to v12, read_committed). What was found holds
 * as long as the commit stands, so a commit that stands still is looked at once.
 */
export class RecordProber {
  private known = new Map<string, KnownLook>();

  constructor(private readonly gateway: KafkaGateway) {}

  /** Never throws. Answers what is known of the wanted commits; what could not be read becomes gaps. */
  async probe(
    context: RoundContext,
    wanted: readonly ProbeRequest[],
  ): Promise<{ readonly probes: readonly RecordProbe[]; readonly gaps: readonly Gap[] }> {
    const kept = new Map<string, KnownLook>();
    const looks: Look[] = [];
    for (const request of wanted) {
      const topic = context.metadata.topology.topicByName.get(request.topic);
      const leader = topic?.leaders[request.partition] ?? -1;
      if (topic === undefined || leader < 0) continue;
      const key = keyOf(request);
      const known = this.known.get(key);
      const isSame = known !== undefined && known.topicId === topic.topicId;
      if (isSame) kept.set(key, known);
      if (isSame && isFinal(known, request)) continue;
      const from = isSame ? known.from : request.committed;
      if (looks.length < maxLooks)
        looks.push({ request, topic, leader, from, isLarge: isSame && known.needsLargeLook });
    }
    this.known = kept;
    const gaps = await this.lookAt(context, looks);
    const probes = [...this.known.values()].flatMap(({ probe }) => (probe === null ? [] : [probe]));
    return { probes, gaps };
  }

  private async lookAt(context: RoundContext, looks: readonly Look[]): Promise<readonly Gap[]> {
    const byLeader = groupBy(looks, (look) => look.leader);
    const gaps = await Promise.all(
      [...byLeader].map(async ([brokerId, ofLeader]): Promise<readonly Gap[]> => {
        try {
          return await this.askLeader(context, brokerId, ofLeader);
        } catch (error) {
          return [describeReadFailure('time-lag', { brokerId }, error)];
        }
      }),
    );
    return gaps.flat();
  }

  private async askLeader(context: RoundContext, brokerId: number, looks: readonly Look[]): Promise<readonly Gap[]> {
    const large = looks.filter((look) => look.isLarge).slice(0, maxLargeLooks);
    const asked = large.length > 0 ? large : looks;
    const partitionMaxBytes = large.length > 0 ? largeLookBytes : smallLookBytes;
    const byTopic = groupBy(asked, (look) => look.topic.name);
    const body = {
      maxWaitMs: 0,
      minBytes: 0,
      maxBytes: asked.length * partitionMaxBytes,
      isolationLevel: readCommitted,
      topics: [...byTopic].map(([topic, ofTopic]) => ({
        topic,
        partitions: ofTopic.map(({ request, from }) => ({
          partition: request.partition,
          fetchOffset: BigInt(from),
          partitionMaxBytes,
        })),
      })),
    };
    const answer = await this.gateway.call('Fetch', body, { ...context.options, brokerId, maxVersion });
    const gaps: Gap[] = [];
    const lookOf = new Map(asked.map((look) => [`${look.topic.name}\n${look.request.partition}`, look]));
    for (const { topic, partitions } of answer.responses) {
      for (const partition of partitions) {
        const look = lookOf.get(`${topic}\n${partition.partitionIndex}`);
        if (look === undefined) continue;
        if (partition.errorCode === 0) this.remember(look, partition);
        else if (partition.errorCode !== kafkaErrorNumber.offsetOutOfRange) {
          const place = { brokerId, topic, partition: partition.partitionIndex };
          gaps.push(describeErrorCode('time-lag', place, partition.errorCode));
        }
      }
    }
    return gaps;
  }

  private remember({ request, topic, from, isLarge }: Look, answer: FetchedPartition): void {
    const records = answer.records ?? Buffer.alloc(0);
    const { topicId } = topic;
    const first = firstRecord(records, from, answer.abortedTransactions ?? []);
    const isAtEnd = first.nextOffset >= request.logEnd;
    const probe =
      first.isFound || isAtEnd
        ? { ...request, topicId, nextRecord: first.nextOffset, recordAtMs: first.atMs, recordErrorMs: first.errorMs }
        : null;
    const hasMore = BigInt(first.nextOffset) < answer.lastStableOffset;
    const needsLargeLook = probe === null && hasMore && first.nextOffset === from && !isLarge;
    this.known.set(keyOf(request), { topicId, logEnd: request.logEnd, probe, from: first.nextOffset, needsLargeLook });
  }
}

/** A record that was found stays found; an end without records is looked at again when the log has grown. */
function isFinal({ probe, logEnd }: KnownLook, request: ProbeRequest): boolean {
  return probe !== null && (probe.nextRecord < probe.logEnd || logEnd === request.logEnd);
}

function keyOf({ topic, partition, committed }: ProbeRequest): string {
  return `${topic}\n${partition}\n${committed}`;
}

import { AppError } from '@/lib/domain/errors';
import type { BrokerRequestFacts } from '@/lib/domain/snapshot';
import type { KafkaClusterConfig } from './kafka-cluster-config';
import { MUTATING_APIS } from './mutating-apis';
import type { VersionRange } from './protocol/broker-connection';
import { BrokerPool, type PoolRequest, type PoolResponse } from './protocol/broker-pool';
import { decodeResponse } from './protocol/decode';
import { encodeMessage } from './protocol/encode';
import type { ApiName, RequestBodies, ResponseBodies } from './protocol/messages.generated';
import { apiSchema } from './protocol/schema';

/** Which broker is asked: one by id, any that answers, or the one that Kafka calls controller. */
export type BrokerTarget = number | 'any' | 'controller';

export interface CallOptions {
  /** Default `any`. */
  readonly brokerId?: BrokerTarget;
  /** Greatest API version to use, below what both sides speak. */
  readonly maxVersion?: number;
  /** Instead of the cluster's request time-out. */
  readonly timeoutMs?: number;
  /** Fails at once when the broker timed out or refused since this epoch ms: one round pays one deadline per broker. */
  readonly skipIfFailedSinceMs?: number;
}

/** An answer that was not decoded: `payload` starts with the header tags of flexible versions. */
export interface EncodedAnswer {
  readonly version: number;
  readonly payload: Buffer;
  /** Null when a bootstrap address answered whose broker id is not known yet. */
  readonly brokerId: number | null;
}

/** The only way to one Kafka cluster. Error codes inside an answer are returned, never thrown. */
export interface KafkaGateway {
  readonly config: KafkaClusterConfig;
  /**
   * Sends one request in the newest version that both sides speak. A body that depends on the version is given as a function.
   * Throws AppError `cluster_unreachable` or `timed_out` (see `describeReadFailure` for the reason), `unsupported_by_cluster`
   * (the broker lacks the API), `forbidden` (read-only cluster), `internal` (the body or the answer breaks the schema).
   */
  call<A extends ApiName>(
    api: A,
    body: RequestBodies[A] | ((version: number) => RequestBodies[A]),
    options?: CallOptions,
  ): Promise<ResponseBodies[A]>;
  /** The same with a body already encoded (without header) and an answer left as bytes: for the readers that decode into columns. */
  callEncoded(api: ApiName, encode: (version: number) => Buffer, options?: CallOptions): Promise<EncodedAnswer>;
  /** Null when the broker (default: any connected broker) lacks the API or none is connected. No request is sent. */
  supports(api: ApiName, brokerId?: number): VersionRange | null;
  /** Takes over the live brokers of a Metadata answer that was decoded elsewhere. */
  learnBrokers: BrokerPool['learnBrokers'];
  /** Epoch ms of the last answer of each broker that ever answered this process, by broker id. */
  lastAnswersAtMs(): ReadonlyMap<number, number>;
  /** Requests and errors per broker and API since the gateway was made, and each broker's circuit. Broker -1 stands for bootstrap addresses that no broker advertises. */
  requestFacts(): readonly BrokerRequestFacts[];
  close(): Promise<void>;
}

const defaultRequestTimeoutMs = 5_000;
/** Reads that the broker passes on to the controller or to another broker, waits with, or answers from its disks. */
const slowReads: ReadonlySet<ApiName> = new Set<ApiName>([
  'DescribeQuorum',
  'ListPartitionReassignments',
  'DescribeLogDirs',
  'Fetch',
  'DescribeShareGroupOffsets',
]);

class PooledGateway implements KafkaGateway {
  private readonly pool: BrokerPool;
  private controllerId: number | null = null;

  constructor(readonly config: KafkaClusterConfig) {
    this.pool = new BrokerPool(config);
  }

  async call<A extends ApiName>(
    apiName: A,
    body: RequestBodies[A] | ((version: number) => RequestBodies[A]),
    options: CallOptions = {},
  ): Promise<ResponseBodies[A]> {
    const api = apiSchema(apiName);
    const encode = (version: number) =>
      encodeMessage(api.request, version, typeof body === 'function' ? body(version) : body, `${apiName} request`);
    const answer = await this.callEncoded(apiName, encode, options);
    const decoded = decodeResponse(api, answer.version, answer.payload) as ResponseBodies[A];
    if (apiName === 'Metadata') this.learnMetadata(decoded as ResponseBodies['Metadata']);
    return decoded;
  }

  async callEncoded(
    apiName: ApiName,
    encode: (version: number) => Buffer,
    options: CallOptions = {},
  ): Promise<EncodedAnswer> {
    const api = apiSchema(apiName);
    const isMutating = MUTATING_APIS.has(apiName);
    if (isMutating && this.config.readOnly) {
      throw new AppError('forbidden', `This cluster is read-only in Highwater: ${apiName} is refused.`);
    }
    const request: PoolRequest = {
      api,
      lane: isMutating || slowReads.has(apiName) ? 'slow' : 'quick',
      maxVersion: options.maxVersion ?? Number.MAX_SAFE_INTEGER,
      encode,
      timeoutMs: options.timeoutMs ?? this.config.requestTimeoutMs ?? defaultRequestTimeoutMs,
      skipIfFailedSinceMs: options.skipIfFailedSinceMs ?? null,
      isRepeatable: !isMutating,
    };
    return this.route(options.brokerId ?? 'any', request);
  }

  supports(apiName: ApiName, brokerId?: number): VersionRange | null {
    return this.pool.versionRange(apiSchema(apiName), brokerId ?? null);
  }

  learnBrokers: BrokerPool['learnBrokers'] = (brokers) => this.pool.learnBrokers(brokers);

  lastAnswersAtMs(): ReadonlyMap<number, number> {
    return this.pool.lastAnswersAtMs();
  }

  requestFacts(): readonly BrokerRequestFacts[] {
    return this.pool.requestFacts();
  }

  async close(): Promise<void> {
    this.pool.close();
  }

  private async route(target: BrokerTarget, request: PoolRequest): Promise<PoolResponse> {
    if (target === 'any') return this.pool.sendToAny(request);
    if (target === 'controller') return this.sendToController(request);
    if (!this.pool.knowsBroker(target)) await this.readBrokers();
    return this.pool.sendTo(target, request);
  }

  /** On KRaft every broker forwards to the controller; on ZooKeeper the request must go to the controller itself. */
  private async sendToController(request: PoolRequest): Promise<PoolResponse> {
    await this.readBrokers();
    const isKraft = this.pool.versionRange(apiSchema('DescribeQuorum'), null) !== null;
    if (isKraft || this.controllerId === null) return this.pool.sendToAny(request);
    return this.pool.sendTo(this.controllerId, request);
  }

  private async readBrokers(): Promise<void> {
    await this.call('Metadata', { topics: [], allowAutoTopicCreation: false });
  }

  private learnMetadata(metadata: ResponseBodies['Metadata']): void {
    this.controllerId = metadata.controllerId >= 0 ? metadata.controllerId : null;
    this.pool.learnBrokers(metadata.brokers.map(({ nodeId, host, port }) => ({ brokerId: nodeId, host, port })));
  }
}

/** The gateway to one cluster: connects on first use. Throws AppError('invalid_input') for an address that does not parse. */
export function createKafkaGateway(config: KafkaClusterConfig): KafkaGateway {
  return new PooledGateway(config);
}

import type KafkaJsBroker from 'kafkajs/src/broker/index.js';
import { AppError } from '@/lib/domain/errors';
import type { KafkaClusterConfig } from '../kafka-cluster-config';
import { addressText, type BrokerAddress } from './broker-address';
import { BrokerCircuit, type CircuitState } from './broker-circuit';
import { ConnectionFault, faultError, faultOf } from './connection-fault';
import { beforeDeadline, DeadlinePassed } from './deadline';
import { createKafkaJsBroker, destroyKafkaJsBroker, fitReauthenticationThreshold } from './kafkajs-connection';
import { RequestCounter } from './request-counter';
import { RequestLimiter } from './request-limiter';
import type { PreparedApi } from './schema';
import { sendRequest } from './send-request';
import { translateFault } from './translate-fault';

/** In each lane: four in flight per broker. */
const maxRequestsInFlight = 2;

/** Versions of an API that both sides speak. */
export interface VersionRange {
  readonly min: number;
  readonly max: number;
}

/** An answer's payload (what follows the correlation id) and the version it is in. */
export interface RawResponse {
  readonly version: number;
  readonly payload: Buffer;
}

/**
 * A broker answers the requests of one connection one after the other. What it forwards to the controller, may wait
 * with or reads from disk goes on the slow lane: there it neither holds up the quick one, nor does its silence say that
 * the broker is away.
 */
export type LaneName = 'quick' | 'slow';

interface Lane {
  readonly name: LaneName;
  readonly limiter: RequestLimiter;
  broker: KafkaJsBroker | null;
  opening: Promise<KafkaJsBroker> | null;
}

function createLane(name: LaneName): Lane {
  return { name, limiter: new RequestLimiter(maxRequestsInFlight), broker: null, opening: null };
}

export interface BrokerRequest {
  readonly lane: LaneName;
  readonly api: PreparedApi;
  /** Greatest version to use. */
  readonly maxVersion: number;
  /** The body, without header. */
  readonly encode: (version: number) => Buffer;
  /** Epoch ms at which the caller gives up. */
  readonly deadlineMs: number;
}

/** One broker address: its sockets, its circuit, its queue and its counters. */
export class BrokerConnection {
  readonly address: string;
  readonly counter = new RequestCounter();
  /** Epoch ms of the last answer; null when it never answered. */
  lastAnswerAtMs: number | null = null;
  /** The last failure to get an answer, until the next answer. */
  lastFault: { readonly atMs: number; readonly error: AppError } | null = null;
  private readonly circuit: BrokerCircuit;
  private readonly lanes = { quick: createLane('quick'), slow: createLane('slow') };
  /** As of the last connect; kept while the broker is away. */
  private versions: KafkaJsBroker['versions'] = null;
  private isClosed = false;

  constructor(
    private readonly target: BrokerAddress,
    private readonly config: KafkaClusterConfig,
  ) {
    this.address = addressText(target);
    this.circuit = new BrokerCircuit(config.circuitFailureCount ?? 2);
  }

  isConnected(lane: LaneName): boolean {
    return this.lanes[lane].broker?.connectionPool.isConnected() ?? false;
  }

  get circuitState(): CircuitState {
    return this.circuit.state(performance.now());
  }

  /** Null when the broker lacks the API or was never connected. */
  versionRange(api: PreparedApi): VersionRange | null {
    const offered = this.versions?.[api.apiKey];
    if (!offered) return null;
    const min = Math.max(offered.minVersion, api.request.validVersions.min);
    const max = Math.min(offered.maxVersion, api.request.validVersions.max);
    return min > max ? null : { min, max };
  }

  /** Sends one request and waits for its answer. See `KafkaGateway.call` for the errors. */
  async send(request: BrokerRequest): Promise<RawResponse> {
    if (this.isClosed) throw this.fault('closed', false, `The connection to ${this.address} is closed.`);
    if (!this.circuit.admit(performance.now())) throw this.circuitOpen();
    const lane = this.lanes[request.lane];
    try {
      await this.takePlace(lane, request);
    } catch (error) {
      this.circuit.release();
      throw error;
    }
    try {
      return await this.sendAdmitted(lane, request);
    } finally {
      lane.limiter.release();
    }
  }

  close(): void {
    this.isClosed = true;
    for (const lane of Object.values(this.lanes)) this.evict(lane, new Error('closed'));
  }

  private async takePlace({ limiter }: Lane, request: BrokerRequest): Promise<void> {
    if (limiter.tryAcquire()) return;
    const place = limiter.acquire();
    try {
      await beforeDeadline(place, request.deadlineMs);
    } catch {
      place.then(() => limiter.release());
      throw this.fault('timed_out', false, `${request.api.name} waited too long for its turn at ${this.address}.`);
    }
  }

  private async sendAdmitted(lane: Lane, request: BrokerRequest): Promise<RawResponse> {
    const { api } = request;
    const broker = await this.connect(lane, request.deadlineMs).catch((error) => {
      this.counter.countError(api.name);
      throw error;
    });
    const range = this.versionRange(api);
    if (!range || request.maxVersion < range.min) {
      this.circuit.succeed();
      throw this.unsupported(api);
    }
    const version = Math.min(range.max, request.maxVersion);
    const body = this.encode(request, version);
    this.counter.countRequest(api.name);
    try {
      const payload = await beforeDeadline(sendRequest(broker, { api, version, body }), request.deadlineMs);
      this.circuit.succeed();
      this.lastAnswerAtMs = Date.now();
      this.lastFault = null;
      return { version, payload };
    } catch (error) {
      this.counter.countError(api.name);
      throw this.fail(lane, broker, error, { wasSent: true, apiName: api.name });
    }
  }

  private unsupported(api: PreparedApi): AppError {
    if (api.name === 'Metadata') {
      const message = `${this.address} speaks Kafka but is no client listener (a controller port, perhaps): use a broker's client port.`;
      return this.fault('connection_failed', false, message);
    }
    return new AppError(
      'unsupported_by_cluster',
      `The broker at ${this.address} does not support ${api.name} in a version that Highwater speaks: this feature needs a newer Kafka.`,
    );
  }

  private encode(request: BrokerRequest, version: number): Buffer {
    try {
      return request.encode(version);
    } catch (error) {
      this.circuit.release();
      throw error;
    }
  }

  private async connect(lane: Lane, deadlineMs: number): Promise<KafkaJsBroker> {
    // Connected, but its versions are not known before it is open.
    if (lane.opening === null && lane.broker?.isConnected()) return lane.broker;
    lane.opening ??= this.open(lane).finally(() => {
      lane.opening = null;
    });
    try {
      return await beforeDeadline(lane.opening, deadlineMs);
    } catch (error) {
      // Several callers share one attempt: it fails the circuit once, with the first of them.
      if (faultOf(error)) throw error;
      throw this.fail(lane, lane.broker, error, { wasSent: false, apiName: null });
    }
  }

  private async open(lane: Lane): Promise<KafkaJsBroker> {
    // A kafkajs connection that was cut keeps half-read bytes: only a living one may go on (to sign in again).
    if (!this.isConnected(lane.name)) this.evict(lane, new Error('reconnecting'));
    const broker = lane.broker ?? createKafkaJsBroker(this.target, this.config);
    lane.broker = broker;
    try {
      await beforeDeadline(broker.connect(), Date.now() + (this.config.requestTimeoutMs ?? 5_000));
    } catch (error) {
      throw this.fail(lane, broker, error, { wasSent: false, apiName: null });
    }
    this.versions = broker.versions;
    fitReauthenticationThreshold(broker);
    return broker;
  }

  /** Requests that fall with the same socket count as one failure: the first of them evicts the socket. */
  private fail(
    lane: Lane,
    broker: KafkaJsBroker | null,
    error: unknown,
    at: { wasSent: boolean; apiName: string | null },
  ): AppError {
    const translated = this.translate(error, at);
    const isFirst = broker !== null && lane.broker === broker;
    if (isFirst) this.evict(lane, translated);
    if (isFirst && (lane.name === 'quick' || !at.wasSent)) {
      this.circuit.fail(performance.now());
      this.lastFault = { atMs: Date.now(), error: translated };
    } else {
      this.circuit.release();
    }
    return translated;
  }

  private translate(error: unknown, { wasSent, apiName }: { wasSent: boolean; apiName: string | null }): AppError {
    if (error instanceof DeadlinePassed) {
      const asked = apiName ? `did not answer ${apiName}` : 'accepted the connection but did not answer';
      return this.fault(
        'timed_out',
        wasSent,
        `${this.address} ${asked} in time: the broker may be paused, overloaded or no Kafka.`,
      );
    }
    if (error instanceof AppError) return error;
    return translateFault(error, {
      address: this.address,
      wasSent,
      isTls: Boolean(this.config.tls),
      isSasl: Boolean(this.config.sasl),
      isEstablished: this.lastAnswerAtMs !== null,
    });
  }

  private evict(lane: Lane, error: Error): void {
    const { broker } = lane;
    lane.broker = null;
    if (broker) destroyKafkaJsBroker(broker, error);
  }

  private circuitOpen(): AppError {
    const last = this.lastFault ? ` Last failure: ${this.lastFault.error.message}` : '';
    return this.fault(
      'circuit_open',
      false,
      `${this.address} failed several times in a row and rests before the next try.${last}`,
    );
  }

  private fault(reason: ConstructorParameters<typeof ConnectionFault>[0], wasSent: boolean, message: string): AppError {
    return faultError(new ConnectionFault(reason, this.address, wasSent), message);
  }
}

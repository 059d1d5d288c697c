import { AppError } from '@/lib/domain/errors';
import type { BrokerRequestFacts } from '@/lib/domain/snapshot';
import type { KafkaClusterConfig } from '../kafka-cluster-config';
import { addressText, type BrokerAddress, parseBrokerAddress } from './broker-address';
import type { CircuitState } from './broker-circuit';
import { BrokerConnection, type BrokerRequest, type RawResponse, type VersionRange } from './broker-connection';
import { ConnectionFault, faultError, faultOf } from './connection-fault';
import { RequestCounter } from './request-counter';
import type { PreparedApi } from './schema';

/** A broker as Metadata lists it. */
export interface RegisteredBroker extends BrokerAddress {
  readonly brokerId: number;
}

/** Who answered, beside the answer. */
export interface PoolResponse extends RawResponse {
  readonly brokerId: number | null;
}

export interface PoolRequest extends Omit<BrokerRequest, 'deadlineMs'> {
  /** What one broker may take; asking another one starts anew. */
  readonly timeoutMs: number;
  readonly skipIfFailedSinceMs: number | null;
  /** False for requests that change the cluster: those go to another broker only when they were surely not sent. */
  readonly isRepeatable: boolean;
}

/** A time in the future is one of before the clock was set back. */
function isSince(atMs: number, sinceMs: number): boolean {
  return atMs >= sinceMs && atMs <= Date.now();
}

/** Stands for bootstrap addresses that no broker advertises. */
const unknownBrokerId = -1;
const mostTimeoutsInTurn = 3;

/** The address book of one cluster (bootstrap addresses and registered brokers) and a connection for each address in use. */
export class BrokerPool {
  private readonly connections = new Map<string, BrokerConnection>();
  private readonly bootstrap: readonly BrokerAddress[];
  private registered = new Map<number, BrokerAddress>();
  /** Registered brokers of earlier, so that their counters keep their id. */
  private readonly idByAddress = new Map<string, number>();
  private isClosed = false;

  constructor(private readonly config: KafkaClusterConfig) {
    this.bootstrap = config.bootstrapServers.map(parseBrokerAddress);
    if (this.bootstrap.length === 0)
      throw new AppError('invalid_input', 'No bootstrap server is given: name at least one host:port.');
  }

  /** Takes over the brokers that Metadata lists as live; an empty list is a refusal and changes nothing. */
  learnBrokers(brokers: readonly RegisteredBroker[]): void {
    if (brokers.length === 0) return;
    this.registered = new Map(brokers.map((broker) => [broker.brokerId, { host: broker.host, port: broker.port }]));
    for (const broker of brokers) this.idByAddress.set(addressText(broker), broker.brokerId);
  }

  knowsBroker(brokerId: number): boolean {
    return this.registered.has(brokerId);
  }

  async sendTo(brokerId: number, request: PoolRequest): Promise<PoolResponse> {
    const address = this.registered.get(brokerId);
    if (!address) {
      const fault = new ConnectionFault('broker_not_registered', `broker ${brokerId}`, false);
      throw faultError(fault, `Broker ${brokerId} is not among the live brokers: start it, or ask another one.`);
    }
    return this.sendOnce(this.connection(address), request);
  }

  /**
   * Asks the brokers in turn until one answers; the error of the last one is thrown. A silent broker costs its time-out
   * once, as its circuit and its rank among the candidates keep it from being asked first again. Silence on the slow lane
   * ends it: what a broker passes on, the next one would pass on to the same silent controller.
   */
  async sendToAny(request: PoolRequest): Promise<PoolResponse> {
    let lastError: unknown = new AppError('cluster_unreachable', 'No broker address is left to ask.');
    const giveUpAtMs = Date.now() + mostTimeoutsInTurn * request.timeoutMs;
    for (const connection of this.candidates()) {
      try {
        return await this.sendOnce(connection, request);
      } catch (error) {
        lastError = error;
        const fault = faultOf(error);
        if (!fault || (fault.wasSent && !request.isRepeatable) || Date.now() >= giveUpAtMs) throw error;
        if (request.lane === 'slow' && fault.wasSent && fault.reason === 'timed_out') throw error;
      }
    }
    throw lastError;
  }

  /** Versions that both sides speak at one broker; over all connected ones without an id. */
  versionRange(api: PreparedApi, brokerId: number | null): VersionRange | null {
    if (brokerId !== null) {
      const address = this.registered.get(brokerId);
      return address ? this.connection(address).versionRange(api) : null;
    }
    const ranges = [...this.connections.values()].filter((one) => one.isConnected('quick') || one.isConnected('slow'));
    if (ranges.length === 0) return null;
    let common: VersionRange | null = null;
    for (const connection of ranges) {
      const range = connection.versionRange(api);
      if (!range) return null;
      common = common ? { min: Math.max(common.min, range.min), max: Math.min(common.max, range.max) } : range;
    }
    return common && common.min <= common.max ? common : null;
  }

  /** Epoch ms of the last answer of each broker that ever answered this process. */
  lastAnswersAtMs(): ReadonlyMap<number, number> {
    const latest = new Map<number, number>();
    for (const { address, lastAnswerAtMs } of this.connections.values()) {
      const brokerId = this.idByAddress.get(address);
      if (brokerId === undefined || lastAnswerAtMs === null) continue;
      latest.set(brokerId, Math.max(latest.get(brokerId) ?? 0, lastAnswerAtMs));
    }
    return latest;
  }

  /** One entry per broker, all its addresses together; the circuit is that of the address it is registered with. */
  requestFacts(): BrokerRequestFacts[] {
    const facts = new Map<number, { circuit: CircuitState; counter: RequestCounter }>();
    for (const connection of this.connections.values()) {
      if (connection.counter.isEmpty) continue;
      const brokerId = this.idByAddress.get(connection.address) ?? unknownBrokerId;
      const known = facts.get(brokerId);
      const registered = this.registered.get(brokerId);
      const isRegistered = registered !== undefined && addressText(registered) === connection.address;
      const counter = known?.counter ?? new RequestCounter();
      counter.addAll(connection.counter);
      facts.set(brokerId, { circuit: known && !isRegistered ? known.circuit : connection.circuitState, counter });
    }
    return [...facts]
      .map(([brokerId, { circuit, counter }]) => {
        return { brokerId, circuit, requestCounts: counter.requestCounts, errorCounts: counter.errorCounts };
      })
      .sort((a, b) => a.brokerId - b.brokerId);
  }

  close(): void {
    this.isClosed = true;
    for (const connection of this.connections.values()) connection.close();
  }

  private async sendOnce(connection: BrokerConnection, request: PoolRequest): Promise<PoolResponse> {
    const { lastFault } = connection;
    if (lastFault && request.skipIfFailedSinceMs !== null && isSince(lastFault.atMs, request.skipIfFailedSinceMs)) {
      throw lastFault.error;
    }
    const wasConnected = connection.isConnected(request.lane);
    const deadlineMs = Date.now() + request.timeoutMs;
    try {
      return this.named(connection, await connection.send({ ...request, deadlineMs }));
    } catch (error) {
      // An idle connection that the broker had closed shows only when it is used: one fresh try.
      const isStale = wasConnected && faultOf(error)?.reason === 'connection_closed';
      if (!isStale || !request.isRepeatable || deadlineMs <= Date.now()) throw error;
      return this.named(connection, await connection.send({ ...request, deadlineMs }));
    }
  }

  private named(connection: BrokerConnection, response: RawResponse): PoolResponse {
    return { ...response, brokerId: this.idByAddress.get(connection.address) ?? null };
  }

  private connection(address: BrokerAddress): BrokerConnection {
    const key = addressText(address);
    const known = this.connections.get(key);
    if (known) return known;
    if (this.isClosed)
      throw faultError(new ConnectionFault('closed', key, false), 'The connection to this cluster is closed.');
    const created = new BrokerConnection(address, this.config);
    this.connections.set(key, created);
    return created;
  }

  /** Living connections first, then registered brokers, then bootstrap addresses; resting circuits last. */
  private candidates(): BrokerConnection[] {
    const addresses = [...this.registered.values(), ...this.bootstrap];
    const connections = [...new Set(addresses.map((address) => this.connection(address)))];
    const rank = (connection: BrokerConnection) =>
      connection.circuitState !== 'closed' ? 3 : connection.lastFault ? 2 : connection.isConnected('quick') ? 0 : 1;
    return connections
      .map((connection, index) => ({ connection, index }))
      .sort((a, b) => rank(a.connection) - rank(b.connection) || a.index - b.index)
      .map(({ connection }) => connection);
  }
}

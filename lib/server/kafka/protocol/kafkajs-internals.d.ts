// Types of the kafkajs 2.2.4 internals that carry our connections. The version is pinned exactly; only what is used is declared.

declare module 'kafkajs/src/network/connection.js' {
  import type { Socket } from 'node:net';
  import type RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

  export default class Connection {
    socket?: Socket;
    readonly clientId: string;
    readonly requestQueue: RequestQueue;
    /** A `Long`; zero when the session never ends. */
    sessionLifetime: { toNumber(): number };
    reauthenticationThreshold: number;
    isConnected(): boolean;
    isAuthenticated(): boolean;
    /** Signs in when SASL is set and the session is not there or about to end; callers share one attempt. */
    authenticate(): Promise<void>;
    nextCorrelationId(): number;
    failIfNotConnected(): void;
    rejectRequests(error: Error): void;
  }
}

declare module 'kafkajs/src/network/connectionPool.js' {
  import type { Socket } from 'node:net';
  import type { ConnectionOptions } from 'node:tls';
  import type { KafkaJsLogger } from 'kafkajs/src/loggers/index.js';
  import type Connection from 'kafkajs/src/network/connection.js';

  export interface SocketFactoryArguments {
    host: string;
    port: number;
    ssl: ConnectionOptions | null;
    onConnect: () => void;
  }

  export type KafkaJsSasl =
    | { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string }
    | {
        mechanism: 'oauthbearer';
        authenticationProvider: (exchange: SaslExchange) => { authenticate(): Promise<void> };
      };

  /** What kafkajs hands to an authentication provider of one's own. */
  export interface SaslExchange {
    saslAuthenticate(step: {
      request: { encode: () => Promise<Buffer> };
      response: { decode: (bytes: Buffer) => Promise<Buffer>; parse: (bytes: Buffer) => Promise<Buffer> };
    }): Promise<Buffer>;
  }

  export interface ConnectionPoolOptions {
    host: string;
    port: number;
    ssl: ConnectionOptions | null;
    sasl: KafkaJsSasl | null;
    clientId: string;
    socketFactory: (options: SocketFactoryArguments) => Socket;
    connectionTimeout: number;
    requestTimeout: number;
    enforceRequestTimeout: boolean;
    maxInFlightRequests: number | null;
    reauthenticationThreshold: number;
    logger: KafkaJsLogger;
  }

  export default class ConnectionPool {
    constructor(options: ConnectionPoolOptions);
    readonly pool: Connection[];
    readonly sasl: KafkaJsSasl | null;
    isConnected(): boolean;
    /** Connects it when need be; it is not signed in then. Number 1 is what kafkajs itself fetches with. */
    getConnection(index: number): Promise<Connection>;
  }
}

declare module 'kafkajs/src/broker/index.js' {
  import type { KafkaJsLogger } from 'kafkajs/src/loggers/index.js';
  import type ConnectionPool from 'kafkajs/src/network/connectionPool.js';

  export default class Broker {
    constructor(options: { connectionPool: ConnectionPool; logger: KafkaJsLogger; authenticationTimeout: number });
    readonly connectionPool: ConnectionPool;
    /** By API key, as the broker's ApiVersions answered; null before the first connect. */
    versions: Record<number, { minVersion: number; maxVersion: number }> | null;
    isConnected(): boolean;
    connect(): Promise<void>;
    disconnect(): Promise<void>;
  }
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export interface QueuedRequest {
    entry: {
      apiKey: number;
      apiName: string;
      apiVersion: number;
      correlationId: number;
      resolve: (answer: { payload: Buffer }) => void;
      reject: (error: Error) => void;
    };
    expectResponse: true;
    requestTimeout: null;
    sendRequest: () => void;
  }

  export default class RequestQueue {
    push(request: QueuedRequest): void;
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    pending: unknown[];
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
}

declare module 'kafkajs/src/loggers/index.js' {
  export interface KafkaJsLogger {
    namespace(name: string): KafkaJsLogger;
  }
  const loggers: {
    LEVELS: { NOTHING: number };
    createLogger(options: { level: number; logCreator: () => () => void }): KafkaJsLogger;
  };
  export default loggers;
}

import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import KafkaJsBroker from 'kafkajs/src/broker/index.js';
import loggers from 'kafkajs/src/loggers/index.js';
import ConnectionPool, { type KafkaJsSasl, type SocketFactoryArguments } from 'kafkajs/src/network/connectionPool.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import type { KafkaClusterConfig, KafkaSaslConfig, KafkaTlsConfig } from '../kafka-cluster-config';
import type { BrokerAddress } from './broker-address';
import { createOauthBearerProvider } from './oauth-bearer';

// kafkajs re-arms a timer of about 0 ms for ever on each idle connection; only throttled or waiting requests need it.
RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests(this: RequestQueue): void {
  const waitMs = this.throttledUntil - Date.now();
  if (this.throttleCheckTimeoutId || (waitMs <= 0 && this.pending.length === 0)) return;
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    Math.max(waitMs, 10),
  );
};

// Errors reach the caller translated; kafkajs' own log would repeat them, with credentials' context.
const silentLogger = loggers.createLogger({ level: loggers.LEVELS.NOTHING, logCreator: () => () => undefined });
const keepAliveMs = 60_000;

function openSocket({ host, port, ssl, onConnect }: SocketFactoryArguments): Socket {
  const serverName = isIP(host) ? {} : { servername: host };
  const socket = ssl
    ? connectTls({ host, port, ...serverName, ...ssl }, onConnect)
    : connectTcp({ host, port }, onConnect);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveMs);
  return socket;
}

function tlsOptions(tls: KafkaTlsConfig): ConnectionOptions {
  return {
    ca: tls.caPem,
    cert: tls.certificatePem,
    key: tls.privateKeyPem,
    passphrase: tls.privateKeyPassphrase,
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
    ...(tls.verifyHostName === false ? { checkServerIdentity: () => undefined } : {}),
  };
}

function saslOptions(sasl: KafkaSaslConfig): KafkaJsSasl {
  if (sasl.mechanism === 'OAUTHBEARER') {
    const { token } = sasl;
    const readToken = async () => (typeof token === 'string' ? token : token());
    return { mechanism: 'oauthbearer', authenticationProvider: createOauthBearerProvider(readToken) };
  }
  const { username, password } = sasl;
  if (sasl.mechanism === 'PLAIN') return { mechanism: 'plain', username, password };
  return { mechanism: sasl.mechanism === 'SCRAM-SHA-256' ? 'scram-sha-256' : 'scram-sha-512', username, password };
}

/** A kafkajs broker that is not connected yet. Time-outs other than the TCP and TLS one are the caller's. */
export function createKafkaJsBroker(address: BrokerAddress, config: KafkaClusterConfig): KafkaJsBroker {
  const connectionTimeout = config.connectTimeoutMs ?? 3_000;
  const connectionPool = new ConnectionPool({
    host: address.host,
    port: address.port,
    ssl: config.tls ? tlsOptions(config.tls) : null,
    // A copy for each broker: kafkajs keeps the authenticator, with its state, on this object.
    sasl: config.sasl ? saslOptions(config.sasl) : null,
    clientId: config.clientId ?? 'highwater',
    socketFactory: openSocket,
    connectionTimeout,
    requestTimeout: config.requestTimeoutMs ?? 5_000,
    enforceRequestTimeout: false,
    maxInFlightRequests: null,
    reauthenticationThreshold: config.reauthenticationThresholdMs ?? 10_000,
    logger: silentLogger,
  });
  return new KafkaJsBroker({ connectionPool, logger: silentLogger, authenticationTimeout: connectionTimeout });
}

/** Sessions shorter than about three thresholds would sign in again at every request: keeps the threshold at a third. */
export function fitReauthenticationThreshold(broker: KafkaJsBroker): void {
  for (const connection of broker.connectionPool.pool) {
    const lifetimeMs = connection.sessionLifetime.toNumber();
    if (lifetimeMs > 0) {
      connection.reauthenticationThreshold = Math.min(connection.reauthenticationThreshold, Math.floor(lifetimeMs / 3));
    }
  }
}

/** Closes the sockets at once; requests under way fail with the error. */
export function destroyKafkaJsBroker(broker: KafkaJsBroker, error: Error): void {
  for (const connection of broker.connectionPool.pool) {
    connection.rejectRequests(error);
    connection.socket?.destroy();
  }
  broker.disconnect().catch(() => undefined);
}

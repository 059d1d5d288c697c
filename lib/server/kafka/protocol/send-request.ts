import type KafkaJsBroker from 'kafkajs/src/broker/index.js';
import type Connection from 'kafkajs/src/network/connection.js';
import { isInSpan, type PreparedApi } from './schema';

export interface OutgoingRequest {
  readonly api: PreparedApi;
  readonly version: number;
  readonly body: Buffer;
}

/** Size and request header: v1, or v2 (the same with an empty tag section) for flexible versions. */
function encodeHeader({ api, version, body }: OutgoingRequest, correlationId: number, clientId: string): Buffer {
  const clientIdBytes = Buffer.byteLength(clientId);
  const tagBytes = isInSpan(api.request.flexibleVersions, version) ? 1 : 0;
  const header = Buffer.allocUnsafe(14 + clientIdBytes + tagBytes);
  header.writeInt32BE(header.length - 4 + body.length, 0);
  header.writeInt16BE(api.apiKey, 4);
  header.writeInt16BE(version, 6);
  header.writeInt32BE(correlationId, 8);
  header.writeInt16BE(clientIdBytes, 12);
  header.write(clientId, 14);
  if (tagBytes === 1) header[header.length - 1] = 0;
  return header;
}

async function readyConnection({ connectionPool }: KafkaJsBroker): Promise<Connection> {
  const connection = await connectionPool.getConnection(0);
  if (connectionPool.sasl && !connection.isAuthenticated()) await connection.authenticate();
  connection.failIfNotConnected();
  return connection;
}

/**
 * Sends a request over a broker's connection and resolves with the answer's payload, what follows the correlation id.
 * kafkajs' own `send` would copy the body three times; its queue matches answers and fails them with the socket.
 */
export async function sendRequest(broker: KafkaJsBroker, request: OutgoingRequest): Promise<Buffer> {
  const connection = await readyConnection(broker);
  const correlationId = connection.nextCorrelationId();
  const header = encodeHeader(request, correlationId, connection.clientId);
  const { payload } = await new Promise<{ payload: Buffer }>((resolve, reject) => {
    connection.requestQueue.push({
      entry: {
        apiKey: request.api.apiKey,
        apiName: request.api.name,
        apiVersion: request.version,
        correlationId,
        resolve,
        reject,
      },
      expectResponse: true,
      requestTimeout: null,
      sendRequest: () => {
        connection.socket?.cork();
        connection.socket?.write(header);
        connection.socket?.write(request.body);
        connection.socket?.uncork();
      },
    });
  });
  return payload;
}

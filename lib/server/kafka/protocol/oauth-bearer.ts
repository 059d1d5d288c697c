import type { SaslExchange } from 'kafkajs/src/network/connectionPool.js';

/** kafkajs expects what goes through `saslAuthenticate` with its length before it, both ways. */
function frame(text: string): Buffer {
  const bytes = Buffer.from(text);
  const framed = Buffer.alloc(4 + bytes.length);
  framed.writeInt32BE(bytes.length);
  bytes.copy(framed, 4);
  return framed;
}

const passThrough = { decode: async (bytes: Buffer) => bytes, parse: async (bytes: Buffer) => bytes };

function describeRefusal(challenge: string): string {
  try {
    const { status } = JSON.parse(challenge) as { status?: string };
    return status ?? challenge;
  } catch {
    return challenge;
  }
}

/**
 * Signs in with SASL OAUTHBEARER (RFC 7628, KIP-255). kafkajs' own exchange takes every answer for success, but a broker
 * refuses a token in an answer without error code: the client has to acknowledge it to be told so.
 */
export function createOauthBearerProvider(readToken: () => Promise<string>) {
  return ({ saslAuthenticate }: SaslExchange) => ({
    async authenticate(): Promise<void> {
      const token = await readToken();
      const exchange = (text: string) =>
        saslAuthenticate({ request: { encode: async () => frame(text) }, response: passThrough });
      const challenge = (await exchange(`n,,\u0001auth=Bearer ${token}\u0001\u0001`)).subarray(4).toString();
      if (challenge === '') return;
      await exchange('\u0001').catch(() => undefined);
      throw new Error(`SASL OAUTHBEARER: the broker does not take the token, ${describeRefusal(challenge)}`);
    },
  });
}

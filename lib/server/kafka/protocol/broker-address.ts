import { AppError } from '@/lib/domain/errors';

export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, with brackets around an IPv6 host. */
export function addressText({ host, port }: BrokerAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Parses `host:port`; a listener prefix such as `SASL_SSL://` is taken off. Throws AppError('invalid_input'). */
export function parseBrokerAddress(text: string): BrokerAddress {
  const match = /^(?:[A-Za-z_]+:\/\/)?(?:\[([^\]]+)\]|([^:\s/]+)):(\d{1,5})$/.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (!host || !(port >= 1 && port <= 65_535)) {
    throw new AppError('invalid_input', `The broker address "${text}" is not host:port, as in broker-1:9092.`, {
      fields: [{ field: 'bootstrapServers', message: 'host:port, port 1 to 65535' }],
    });
  }
  return { host, port };
}

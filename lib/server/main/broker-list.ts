const HOST = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)$/;

export type BrokerList =
  | { readonly ok: true; readonly bootstrapServers: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** Reads `host:port,host:port`; the problem names the part that does not parse and how it should look. */
export function parseBrokerList(text: string | readonly string[]): BrokerList {
  const parts = (typeof text === 'string' ? text.split(',') : text)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return { ok: false, problem: 'names no broker: give host:port, several separated by commas' };
  for (const part of parts) {
    const problem = describeProblem(part);
    if (problem) return { ok: false, problem };
  }
  return { ok: true, bootstrapServers: [...new Set(parts)] };
}

function describeProblem(address: string): string | null {
  if (address.includes('://'))
    return `"${address}" has a scheme: give host:port only, and set KAFKA_TLS_ENABLED or KAFKA_SASL_ENABLED for security`;
  const colon = address.lastIndexOf(':');
  if (colon <= 0 || address.endsWith(']'))
    return `"${address}" has no port: give host:port, e.g. ${address || 'kafka-1'}:9092`;
  const host = address.slice(0, colon);
  const port = address.slice(colon + 1);
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    return `"${address}" has no valid port: it takes 1 to 65535`;
  if (!HOST.test(host)) return `"${address}" has no valid host: give a name or an address, IPv6 in brackets`;
  return null;
}

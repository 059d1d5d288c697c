import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { AppError } from '@/lib/domain/errors';

/**
 * Addresses that nobody may make Highwater write to: link-local ones and the metadata services of clouds, which hand
 * out credentials to whoever asks from the machine. Private and loopback addresses are where receivers usually are.
 */
const REFUSED = new BlockList();
REFUSED.addSubnet('169.254.0.0', 16, 'ipv4');
REFUSED.addSubnet('0.0.0.0', 8, 'ipv4');
REFUSED.addSubnet('224.0.0.0', 4, 'ipv4');
REFUSED.addAddress('255.255.255.255', 'ipv4');
for (const metadata of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) REFUSED.addAddress(metadata, 'ipv4');
REFUSED.addSubnet('fe80::', 10, 'ipv6');
REFUSED.addSubnet('ff00::', 8, 'ipv6');
REFUSED.addAddress('::', 'ipv6');
REFUSED.addAddress('fd00:ec2::254', 'ipv6');
REFUSED.addAddress('fd20:ce::254', 'ipv6');

/** Prefixes under which an IPv4 address travels inside an IPv6 one: mapped, compatible, NAT64, 6to4. */
const EMBEDDING = [/^::ffff:(?:0:)?/, /^::(?=[\da-f])/, /^64:ff9b::/, /^2002:/];

/** Whether Highwater may connect there. */
export function isEgressAllowed(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  if (family === 4) return !REFUSED.check(address, 'ipv4');
  if (REFUSED.check(address, 'ipv6')) return false;
  const embedded = embeddedIpv4(address);
  return embedded === null || embedded === '0.0.0.1' || !REFUSED.check(embedded, 'ipv4');
}

function embeddedIpv4(address: string): string | null {
  // The parser of URLs writes an address in one way: lower case, no leading zeros, the last 32 bits in hex.
  const text = new URL(`http://[${address.split('%')[0]}]/`).hostname.slice(1, -1);
  const prefix = EMBEDDING.find((one) => one.test(text));
  if (prefix === undefined) return null;
  const words = text
    .replace(prefix, '')
    .split(':')
    .filter((word) => word !== '');
  const [high = '0', low = '0'] = prefix.source.startsWith('^2002') ? words : ['0', ...words].slice(-2);
  const bits = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return bits.flatMap((word) => [word >> 8, word & 255]).join('.');
}

/** The address that a host name stands for now, checked; connect to this one, not to the name again. Throws `forbidden`. */
export async function resolveEgress(hostname: string): Promise<{ readonly address: string; readonly family: number }> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true, verbatim: true });
  const [first] = found;
  if (first === undefined || !found.every(({ address }) => isEgressAllowed(address))) {
    throw new AppError(
      'forbidden',
      `${host} is ${found.map(({ address }) => address).join(', ') || 'nowhere'}: Highwater does not connect to link-local addresses or the metadata services of clouds.`,
    );
  }
  return first;
}

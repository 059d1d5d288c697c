import { AppError } from '@/lib/domain/errors';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Refuses a request that names another host while everybody on this machine is let in: a page of an attacker whose name
 * was pointed at a loopback address would carry that name here (DNS rebinding). Throws `forbidden`.
 */
export function requireLoopbackHost(request: Request): void {
  if (LOOPBACK_HOST.test(request.headers.get('host') ?? '')) return;
  throw new AppError('forbidden', 'Without sign-in Highwater answers only to localhost: open it by that name');
}

/** Refuses a request that a page of another site makes a browser send. Throws `forbidden`. */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') throw crossSite();
  const origin = request.headers.get('origin');
  if (origin === null) return;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  if (host === null || host !== request.headers.get('host')) throw crossSite();
}

function crossSite(): AppError {
  return new AppError('forbidden', 'This request comes from another site');
}

/** Whether the page that asks was loaded over https, also through a proxy that ends TLS. */
export function isHttpsPage(request: Request): boolean {
  const origin = request.headers.get('origin');
  return origin?.startsWith('https://') ?? new URL(request.url).protocol === 'https:';
}

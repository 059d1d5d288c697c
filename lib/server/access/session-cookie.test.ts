import { describe, expect, test } from 'vitest';
import { isHttpsPage, requireSameOrigin } from './request-origin';
import { formatClearedCookies, formatSessionCookie, parseSessionCookie } from './session-cookie';

describe('the session cookie', () => {
  test('1. is for the server only, and bound to the host where the page is secure', () => {
    expect(formatSessionCookie('t', 60_000, false)).toBe(
      'highwater_session=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=60',
    );
    expect(formatSessionCookie('t', 60_000, true)).toBe(
      '__Host-highwater_session=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure',
    );
  });
  test('2. is found among others; the one bound to the host wins', () => {
    expect(parseSessionCookie('a=1; highwater_session=plain; b=2')).toBe('plain');
    expect(parseSessionCookie('highwater_session=plain; __Host-highwater_session=bound')).toBe('bound');
    for (const none of [null, '', 'a=1', 'highwater_session=', 'xhighwater_session=1', ';;=']) {
      expect(parseSessionCookie(none)).toBeNull();
    }
  });
  test('3. signing out clears both', () => {
    expect(formatClearedCookies().every((cookie) => cookie.includes('Max-Age=0'))).toBe(true);
  });
});

describe('where a request comes from', () => {
  const request = (headers: Record<string, string>) =>
    new Request('http://localhost:9000/', { method: 'POST', headers: { host: 'localhost:9000', ...headers } });
  test.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:9000' }, true],
    [{}, true],
    [{ origin: 'http://localhost:9000' }, true],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: 'http://localhost:9001' }, false],
    [{ origin: 'http://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' }, false],
  ] as const)('4. %j: %s', (headers, isSame) => {
    const check = () => requireSameOrigin(request({ ...headers }));
    if (isSame) expect(check).not.toThrow();
    else expect(check).toThrow('another site');
  });
  test('5. the page tells whether it is secure, also behind a proxy that ends TLS', () => {
    expect(isHttpsPage(request({ origin: 'https://localhost:9000' }))).toBe(true);
    expect(isHttpsPage(request({ origin: 'http://localhost:9000' }))).toBe(false);
    expect(isHttpsPage(request({}))).toBe(false);
  });
});

/** Browsers take the `__Host-` name only with Secure, without a Domain and for the whole host: nobody else can set it. */
const SECURE_NAME = '__Host-highwater_session';
const PLAIN_NAME = 'highwater_session';

/** The session token of a request; null without one. */
export function parseSessionCookie(header: string | null): string | null {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const separator = part.indexOf('=');
    if (separator > 0) cookies.set(part.slice(0, separator).trim(), part.slice(separator + 1).trim());
  }
  const token = cookies.get(SECURE_NAME) ?? cookies.get(PLAIN_NAME);
  return token === undefined || token === '' ? null : token;
}

/** `Set-Cookie` that signs a browser in. */
export function formatSessionCookie(token: string, lifetimeMs: number, isHttps: boolean): string {
  const name = isHttps ? SECURE_NAME : PLAIN_NAME;
  const secure = isHttps ? '; Secure' : '';
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.floor(lifetimeMs / 1000)}${secure}`;
}

/** `Set-Cookie` headers that sign a browser out, whichever way it signed in. */
export function formatClearedCookies(): readonly string[] {
  return [
    `${PLAIN_NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
    `${SECURE_NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure`,
  ];
}

const SECRET_NAME = /password|secret|token|jaas|credential|keystore\.key|private.?key/i;
const MASK = '[secret]';

/** A JSON value with every member whose name speaks of a secret masked, as config keys such as `ssl.key.password` do. */
export function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, SECRET_NAME.test(name) ? MASK : maskSecrets(member)]),
  );
}

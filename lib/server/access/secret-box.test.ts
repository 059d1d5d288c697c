import { describe, expect, test } from 'vitest';
import { createSecretBox } from './secret-box';

const CANARY = 'canary-value-1234';
const box = createSecretBox('a secret of the installation');

describe('what is encrypted', () => {
  test('opens with the same key and purpose', () => {
    expect(box.open(box.seal(CANARY, 'here'), 'here')).toBe(CANARY);
  });

  test('holds nothing of the text and never looks the same twice', () => {
    const [first, second] = [box.seal(CANARY, 'here').sealed, box.seal(CANARY, 'here').sealed];
    expect(first.toString('latin1')).not.toContain(CANARY);
    expect(first.equals(second)).toBe(false);
  });

  test('another key is named as such', () => {
    expect(() => createSecretBox('another secret, as long').open(box.seal(CANARY, 'here'), 'here')).toThrow(
      /another HIGHWATER_SECRET/,
    );
  });

  test('does not open for another purpose, nor after a bit was changed', () => {
    const sealed = box.seal(CANARY, 'here');
    expect(() => box.open(sealed, 'there')).toThrow(/enter it again/);
    const changed = Buffer.from(sealed.sealed);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(() => box.open({ ...sealed, sealed: changed }, 'here')).toThrow(/enter it again/);
  });
});

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '@/lib/domain/errors';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What is encrypted, and with which key. */
export interface SealedText {
  readonly keyId: string;
  /** Nonce, tag and ciphertext. */
  readonly sealed: Buffer;
}

/** Encrypts what is stored with the key of this installation. `purpose` is bound to it: it opens for the same one alone. */
export interface SecretBox {
  readonly keyId: string;
  seal(text: string, purpose: string): SealedText;
  /** Throws `precondition_failed` for what another key sealed, or what was changed since. */
  open(sealed: SealedText, purpose: string): string;
}

/** The box of a secret (HIGHWATER_SECRET). */
export function createSecretBox(secret: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', secret, 'highwater', 'stored secrets', 32));
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 12);
  return {
    keyId,
    seal: (text, purpose) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return { keyId, sealed: Buffer.concat([iv, cipher.getAuthTag(), body]) };
    },
    open: ({ keyId: usedKeyId, sealed }, purpose) => {
      if (usedKeyId !== keyId) {
        throw new AppError(
          'precondition_failed',
          `This secret was encrypted with another HIGHWATER_SECRET (key ${usedKeyId}; this one is ${keyId}): start with that one, or enter the secret again.`,
        );
      }
      try {
        const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES)).setAAD(Buffer.from(purpose));
        decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new AppError('precondition_failed', 'This secret was changed since it was stored: enter it again.', {
          cause,
        });
      }
    },
  };
}

import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server on a loopback port, that takes what it gets but mail to `nobody…`. */
export interface MailReceiver {
  readonly port: number;
  /** Whole mails as they came, header and body, soft line breaks undone. */
  readonly mails: readonly string[];
  /** `user:password` of the last client that signed in; null when none did. */
  login(): string | null;
  /** Says no more that it can encrypt. */
  hideEncryption(): void;
  close(): Promise<void>;
}

export async function startMailReceiver(): Promise<MailReceiver> {
  const mails: string[] = [];
  let login: string | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: [],
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _, done) => {
      login = `${auth.username}:${auth.password}`;
      done(null, { user: auth.username });
    },
    onRcptTo: ({ address }, _, done) => done(address.startsWith('nobody') ? new Error('no such user') : null),
    onData: (stream, _, done) => {
      let mail = '';
      stream.on('data', (part: Buffer) => {
        mail += part.toString();
      });
      stream.on('end', () => {
        mails.push(mail.replaceAll('=\r\n', ''));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    login: () => login,
    hideEncryption: () => {
      server.options.hideSTARTTLS = true;
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import { resolveEgress } from '@/lib/server/egress';
import type { Outgoing } from './channel';

const TIMEOUT_MS = 10_000;

/** Sends the message by SMTP; answers the server's last words. Rejects when it does not take it. */
export async function sendMail({ channel, secrets, message, text }: Outgoing, timeoutMs = TIMEOUT_MS): Promise<string> {
  const { smtpHost, smtpPort, smtpSecurity, smtpUser, mailFrom, mailTo } = channel;
  const { address } = await resolveEgress(smtpHost ?? '');
  const transport = createTransport({
    host: address,
    port: smtpPort,
    secure: smtpSecurity === 'tls',
    requireTLS: smtpSecurity === 'starttls',
    ignoreTLS: smtpSecurity === 'none',
    tls: isIP(smtpHost ?? '') === 0 ? { servername: smtpHost ?? '' } : {},
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    ...(smtpUser === null || secrets.secret === undefined ? {} : { auth: { user: smtpUser, pass: secrets.secret } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const lines = text.lines.map((line) => (line.url === null ? line.text : `${line.text}\n  ${line.url}`));
  const rest = [
    ...(text.note === null ? [] : [text.note]),
    ...(message.url === null ? [] : [`${text.open}: ${message.url}`]),
  ];
  try {
    const sent = await transport.sendMail({
      from: mailFrom ?? '',
      to: [...mailTo],
      subject: text.title,
      text: [...lines, ...rest].join('\n\n'),
      messageId: `<${message.deliveryId}@highwater>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return sent.response;
  } finally {
    transport.close();
  }
}

import { createHmac } from 'node:crypto';
import type { MessageText } from '../message-text';
import type { HttpAnswer } from '../send-http';
import type { HttpChannel, Outgoing } from './channel';

/** Lines of one message; the rest is counted. */
const MAX_LINES = 20;

/** What others wrote (names of groups and topics, notes) must not become markup. */
const plainSlack = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const plainMarkdown = (text: string) => text.replaceAll(/[\\`*_{}[\]()#+!<>|~]/g, '\\$&');

const plainUrl = (url: string) => url.replaceAll('(', '%28').replaceAll(')', '%29');

function linesOf({ text }: Outgoing, write: (line: MessageText['lines'][number]) => string): string[] {
  const lines = text.lines.slice(0, MAX_LINES).map(write);
  const left = text.lines.length - lines.length;
  return left > 0 ? [...lines, `… +${left}`] : lines;
}

function markdownOf(outgoing: Outgoing): string {
  const { text, message } = outgoing;
  const lines = linesOf(outgoing, (line) =>
    line.url === null ? `- ${plainMarkdown(line.text)}` : `- [${plainMarkdown(line.text)}](${plainUrl(line.url)})`,
  );
  return [
    `**${plainMarkdown(text.title)}**`,
    ...lines,
    ...(text.note === null ? [] : [plainMarkdown(text.note)]),
    ...(message.url === null ? [] : [`[${text.open}](${message.url})`]),
  ].join('\n');
}

/** These answer 200 and tell in the body whether they took it. */
function refusalByCode(field: 'errcode' | 'code', words: 'errmsg' | 'msg'): HttpChannel['refusalOf'] {
  return ({ text }: HttpAnswer) => {
    const body = parseObject(text);
    const code = body?.[field] ?? body?.StatusCode;
    return code === 0 ? null : `${String(code ?? '?')}: ${String(body?.[words] ?? text).slice(0, 300)}`;
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export const slack: HttpChannel = {
  describe: (outgoing) => {
    const { text, message, secrets } = outgoing;
    const lines = linesOf(outgoing, (line) =>
      line.url === null ? `• ${plainSlack(line.text)}` : `• <${line.url}|${plainSlack(line.text)}>`,
    );
    const parts = [
      `*${plainSlack(text.title)}*`,
      ...lines,
      ...(text.note === null ? [] : [plainSlack(text.note)]),
      ...(message.url === null ? [] : [`<${message.url}|${plainSlack(text.open)}>`]),
    ];
    return { url: secrets.secretUrl ?? '', body: JSON.stringify({ text: parts.join('\n'), unfurl_links: false }) };
  },
  refusalOf: ({ text }) => (text.trim() === 'ok' ? null : text.slice(0, 300)),
};

/** A custom robot: with a secret, the address carries the time and its signature. */
export const dingtalk: HttpChannel = {
  describe: (outgoing) => {
    const { secrets, text, nowMs } = outgoing;
    const url = new URL(secrets.secretUrl ?? '');
    if (secrets.secret !== undefined) {
      const sign = createHmac('sha256', secrets.secret).update(`${nowMs}\n${secrets.secret}`).digest('base64');
      url.searchParams.set('timestamp', String(nowMs));
      url.searchParams.set('sign', sign);
    }
    const body = {
      msgtype: 'markdown',
      markdown: { title: text.title, text: markdownOf(outgoing).replaceAll('\n', '\n\n') },
    };
    return { url: url.href, body: JSON.stringify(body) };
  },
  refusalOf: refusalByCode('errcode', 'errmsg'),
};

export const wecom: HttpChannel = {
  describe: (outgoing) => ({
    url: outgoing.secrets.secretUrl ?? '',
    body: JSON.stringify({ msgtype: 'markdown', markdown: { content: markdownOf(outgoing) } }),
  }),
  refusalOf: refusalByCode('errcode', 'errmsg'),
};

/** A custom bot: with a secret, the body carries the time and its signature, of which the secret is a part of the key. */
export const feishu: HttpChannel = {
  describe: (outgoing) => {
    const { secrets, text, message, nowMs } = outgoing;
    const left = text.lines.length - MAX_LINES;
    const content = [
      ...text.lines
        .slice(0, MAX_LINES)
        .map((line) => [
          line.url === null ? { tag: 'text', text: line.text } : { tag: 'a', text: line.text, href: line.url },
        ]),
      ...(left > 0 ? [[{ tag: 'text', text: `… +${left}` }]] : []),
      ...(text.note === null ? [] : [[{ tag: 'text', text: text.note }]]),
      ...(message.url === null ? [] : [[{ tag: 'a', text: text.open, href: message.url }]]),
    ];
    const timestamp = String(Math.floor(nowMs / 1000));
    const signed =
      secrets.secret === undefined
        ? {}
        : { timestamp, sign: createHmac('sha256', `${timestamp}\n${secrets.secret}`).digest('base64') };
    const post = { zh_cn: { title: text.title, content } };
    return { url: secrets.secretUrl ?? '', body: JSON.stringify({ ...signed, msg_type: 'post', content: { post } }) };
  },
  refusalOf: refusalByCode('code', 'msg'),
};

import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MailReceiver, startMailReceiver } from '@/e2e/harness/mail-receiver';
import { buildRule } from '@/lib/domain/alerts/testing/build-rule';
import { channelInput, type StoredChannel } from '@/lib/operations/alerts/channel-input';
import type { ToldIncident } from '@/lib/server/store/alert-outbox';
import { describeAlertMessage, describeTestMessage } from './alert-message';
import { sendHttp } from './send-http';
import { sendMessage } from './send-message';
import { answerOk, answerStatus, type HttpReceiver, startHttpReceiver } from './testing/http-receiver';

const NOW_MS = Date.UTC(2026, 10, 21, 12, 30);
const SECRET = 'canary-secret-of-the-channel';
let receiver: HttpReceiver;

beforeEach(async () => {
  receiver = await startHttpReceiver();
});
afterEach(() => receiver.close());

function channelOf(changes: Partial<StoredChannel> & Pick<StoredChannel, 'kind'>): StoredChannel {
  const input = channelInput.parse({ channel: 'test', ...changes });
  const { secret: _, secretUrl: __, ...kept } = input;
  return { ...kept, destination: '', secretFields: [], ...changes };
}

const incident = (changes: Partial<ToldIncident> = {}): ToldIncident => ({
  incidentId: '3f0e9a30-0000-4000-8000-000000000001',
  notificationId: null,
  kind: 'open',
  rule: 'too much lag',
  subjectKind: 'group',
  subjectName: 'billing <b>*',
  definition: buildRule({
    rule: 'too much lag',
    kind: 'group-lag',
    threshold: 1_000,
    labels: { team: 'pay' },
    note: 'call us',
  }),
  sinceMs: NOW_MS - 600_000,
  openedAtMs: NOW_MS - 300_000,
  closedAtMs: null,
  closeReason: null,
  lastValue: 12_345,
  worstValue: 12_345,
  evidence: { verdict: 'INACTIVE', reason: { key: 'noMembers', values: { lag: 12_345, seconds: 1_200 } } },
  ...changes,
});
const closed = incident({ kind: 'close', closedAtMs: NOW_MS, closeReason: 'gone', lastValue: null });
const PUBLIC_URL = 'https://highwater.example.com';
const messageOf = (first: ToldIncident, ...rest: ToldIncident[]) =>
  describeAlertMessage('delivery-1', 'demo', [first, ...rest], PUBLIC_URL);
const send = (channel: StoredChannel, secrets: Record<string, string> = {}, message = messageOf(incident())) =>
  sendMessage(channel, secrets, message, NOW_MS);
const lastBody = () => JSON.parse(receiver.received.at(-1)?.body ?? 'null');

describe('an Alertmanager', () => {
  test('gets alerts on its v2 API, identified by labels that stay', async () => {
    const channel = channelOf({ kind: 'alertmanager', url: `${receiver.url}/am/` });
    expect(await send(channel, { secret: SECRET }, messageOf(incident(), closed))).toMatchObject({ isDelivered: true });
    const [request] = receiver.received;
    expect(request).toMatchObject({ path: '/am/api/v2/alerts', headers: { authorization: `Bearer ${SECRET}` } });
    const labels = {
      alertname: 'too much lag',
      severity: 'warning',
      cluster: 'demo',
      kind: 'group-lag',
      group: 'billing <b>*',
      team: 'pay',
    };
    expect(lastBody()).toMatchObject([
      {
        labels,
        annotations: { description: 'call us', value: '12345' },
        startsAt: '2026-11-21T12:25:00.000Z',
        endsAt: '2026-11-21T12:34:00.000Z',
        generatorURL: `${PUBLIC_URL}/clusters/demo/groups/billing%20%3Cb%3E*`,
      },
      { labels, startsAt: '2026-11-21T12:25:00.000Z', endsAt: '2026-11-21T12:30:00.000Z' },
    ]);
  });
});

describe('a webhook', () => {
  test("gets Alertmanager's version 4, signed over time and body, with a key that stays", async () => {
    const channel = channelOf({ kind: 'webhook', url: `${receiver.url}/hook` });
    expect(await send(channel, { secret: SECRET })).toEqual({ isDelivered: true, answer: 'HTTP 200: ok' });
    const [request] = receiver.received;
    const timestamp = String(NOW_MS / 1000);
    expect(request?.headers['x-highwater-timestamp']).toBe(timestamp);
    const signed = createHmac('sha256', SECRET).update(`${timestamp}.${request?.body}`).digest('hex');
    expect(request?.headers['x-highwater-signature']).toBe(`sha256=${signed}`);
    expect(request?.headers['idempotency-key']).toBe('delivery-1');
    expect(lastBody()).toMatchObject({
      version: '4',
      status: 'firing',
      receiver: 'highwater',
      groupLabels: { alertname: 'too much lag', cluster: 'demo' },
      externalURL: `${PUBLIC_URL}/clusters/demo/alerts`,
      alerts: [{ status: 'firing', endsAt: '0001-01-01T00:00:00Z', labels: { group: 'billing <b>*' } }],
    });
  });

  test('is told of the end', async () => {
    await send(channelOf({ kind: 'webhook', url: receiver.url }), {}, messageOf(closed));
    expect(lastBody()).toMatchObject({
      status: 'resolved',
      alerts: [{ status: 'resolved', endsAt: '2026-11-21T12:30:00.000Z' }],
    });
    expect(lastBody().alerts[0].annotations.summary).toContain('its subject is gone');
  });

  test('without a secret is not signed', async () => {
    await send(channelOf({ kind: 'webhook', url: receiver.url }));
    expect(receiver.received[0]?.headers['x-highwater-signature']).toBeUndefined();
  });
});

describe('chats', () => {
  test('Slack gets text in which names are no markup', async () => {
    expect(await send(channelOf({ kind: 'slack' }), { secretUrl: `${receiver.url}/services/T/B` })).toMatchObject({
      isDelivered: true,
    });
    const { text } = lastBody() as { text: string };
    expect(text).toContain('*[warning] too much lag on demo: one alert fires*');
    expect(text).toContain('group billing &lt;b&gt;*: 12,345 records, threshold 1,000 records');
    expect(text).toContain(`<${PUBLIC_URL}/clusters/demo/groups/billing%20%3Cb%3E*|`);
    expect(text).toContain('Verdict inactive: No members, no commit for 1,200 s.');
    expect(text).toContain('call us');
  });

  test('DingTalk is signed in its address, in Chinese and the time of its zone', async () => {
    receiver.answerWith(answerStatus(200, '{"errcode":0,"errmsg":"ok"}'));
    const channel = channelOf({ kind: 'dingtalk', language: 'zh-CN', timeZone: 'Asia/Shanghai' });
    const secrets = { secretUrl: `${receiver.url}/robot/send?access_token=abc`, secret: SECRET };
    expect(await send(channel, secrets)).toMatchObject({ isDelivered: true });
    const url = new URL(receiver.received[0]?.path ?? '', receiver.url);
    const sign = createHmac('sha256', SECRET).update(`${NOW_MS}\n${SECRET}`).digest('base64');
    expect([...url.searchParams]).toEqual([
      ['access_token', 'abc'],
      ['timestamp', String(NOW_MS)],
      ['sign', sign],
    ]);
    const { markdown } = lastBody() as { markdown: { title: string; text: string } };
    expect(markdown.title).toBe('【警告】demo 的 too much lag：1 条告警正在触发');
    expect(markdown.text).toContain('20:25:00 Asia/Shanghai');
    expect(markdown.text).toContain('判定为无消费者：没有成员，已 1,200 秒 没有提交。');
    expect(markdown.text).toContain('billing \\<b\\>\\*');
  });

  test('WeCom gets markdown', async () => {
    receiver.answerWith(answerStatus(200, '{"errcode":0,"errmsg":"ok"}'));
    expect(await send(channelOf({ kind: 'wecom' }), { secretUrl: receiver.url })).toMatchObject({ isDelivered: true });
    expect(lastBody()).toMatchObject({
      msgtype: 'markdown',
      markdown: { content: expect.stringContaining('too much lag') },
    });
  });

  test('Feishu is signed in its body', async () => {
    receiver.answerWith(answerStatus(200, '{"code":0,"msg":"success"}'));
    expect(await send(channelOf({ kind: 'feishu' }), { secretUrl: receiver.url, secret: SECRET })).toMatchObject({
      isDelivered: true,
    });
    const timestamp = String(NOW_MS / 1000);
    const sign = createHmac('sha256', `${timestamp}\n${SECRET}`).digest('base64');
    expect(lastBody()).toMatchObject({
      timestamp,
      sign,
      msg_type: 'post',
      content: { post: { zh_cn: { title: expect.stringContaining('too much lag') } } },
    });
  });

  test.each([
    ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', 'sign not match'],
    ['wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}', 'invalid webhook url'],
    ['feishu', '{"code":19021,"msg":"sign match fail"}', 'sign match fail'],
    ['slack', 'no_service', 'no_service'],
  ] as const)('%s says no with status 200', async (kind, body, words) => {
    receiver.answerWith(answerStatus(200, body));
    const result = await send(channelOf({ kind }), { secretUrl: receiver.url });
    expect(result).toMatchObject({ isDelivered: false, answer: expect.stringContaining(words) });
  });
});

describe('e-mail', () => {
  let mail: MailReceiver;
  beforeEach(async () => {
    mail = await startMailReceiver();
  });
  afterEach(() => mail.close());

  const mailChannel = (changes: Partial<StoredChannel> = {}) =>
    channelOf({
      kind: 'email',
      smtpHost: '127.0.0.1',
      smtpPort: mail.port,
      smtpSecurity: 'none',
      mailFrom: 'highwater@example.com',
      mailTo: ['on-call@example.com'],
      ...changes,
    });

  test('is taken by a mail server', async () => {
    const result = await send(mailChannel());
    expect(result).toMatchObject({ isDelivered: true, answer: expect.stringContaining('250') });
    expect(mail.mails[0]).toContain('Subject: [warning] too much lag on demo: one alert fires');
    expect(mail.mails[0]).toContain('Message-ID: <delivery-1@highwater>');
  });

  test('signs in', async () => {
    await send(mailChannel({ smtpUser: 'me' }), { secret: SECRET });
    expect(mail.login()).toBe(`me:${SECRET}`);
  });

  test('is not sent in the clear where encryption is asked for', async () => {
    mail.hideEncryption();
    const result = await send(mailChannel({ smtpSecurity: 'starttls' }));
    expect(result.isDelivered).toBe(false);
    expect(mail.mails).toEqual([]);
  });

  test("a receiver that the server does not know is the server's answer", async () => {
    const result = await send(mailChannel({ mailTo: ['nobody@example.com'] }));
    expect(result).toMatchObject({ isDelivered: false, answer: expect.stringContaining('no such user') });
  });
});

describe('receivers with faults', () => {
  const hook = () => channelOf({ kind: 'webhook', url: `${receiver.url}/hook` });

  test('an error is told with its words, and without the secrets', async () => {
    receiver.answerWith(answerStatus(500, `broken, ${SECRET}`));
    expect(await send(hook(), { secret: SECRET })).toEqual({
      isDelivered: false,
      answer: 'HTTP 500: broken, [secret]',
    });
  });

  test('a redirect is not followed', async () => {
    receiver.answerWith((_, response) => {
      response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end();
    });
    expect((await send(hook())).answer).toContain('redirects are not followed');
    expect(receiver.received).toHaveLength(1);
  });

  test('nobody listens', async () => {
    const { url } = receiver;
    await receiver.close();
    expect((await send(channelOf({ kind: 'webhook', url }))).answer).toContain('ECONNREFUSED');
    receiver = await startHttpReceiver();
  });

  test('silence ends after the time', async () => {
    receiver.answerWith(() => undefined);
    await expect(sendHttp({ url: receiver.url, body: '' }, 200)).rejects.toThrow('no answer within 0.2 s');
  });

  test('an answer without end is cut', async () => {
    receiver.answerWith((_, response) => {
      response.write('x'.repeat(200_000));
    });
    const answer = await sendHttp({ url: receiver.url, body: '' }, 2_000);
    expect(answer.text.length).toBeLessThanOrEqual(200_000);
  });

  test('the metadata service of a cloud is never asked', async () => {
    const result = await send(channelOf({ kind: 'webhook', url: 'http://169.254.169.254/latest' }));
    expect(result).toMatchObject({ isDelivered: false, answer: expect.stringContaining('link-local') });
  });
});

test('a test message says what it is', async () => {
  receiver.answerWith(answerOk);
  await send(channelOf({ kind: 'slack' }), { secretUrl: receiver.url }, describeTestMessage('t', 'demo', null, NOW_MS));
  expect(lastBody().text).toContain('alerts of cluster demo will arrive here');
});

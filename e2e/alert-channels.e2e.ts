import { createHmac } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { answerStatus, type HttpReceiver, startHttpReceiver } from '@/lib/server/alerts/testing/http-receiver';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { type AnotherHighwater, startAnotherHighwater } from './harness/another-highwater';
import { type MailReceiver, startMailReceiver } from './harness/mail-receiver';
import { expect, test } from './harness/test';

const PUBLIC_URL = 'https://highwater.example.com';
const SIGNING_SECRET = 'secret-of-the-webhook';
const RULE = 'unread invoices';
const RECORDS = 12;
/** Long enough to end the collector between the firing of an alert and the first message about it. */
const GROUP_WAIT_SECONDS = 30;
const HTTP_KINDS = ['alertmanager', 'webhook', 'slack', 'dingtalk', 'wecom', 'feishu'] as const;
const KINDS = [...HTTP_KINDS, 'email'] as const;
type Kind = (typeof KINDS)[number];

/** What each kind of receiver says when it took a message. */
const TAKEN: Readonly<Record<(typeof HTTP_KINDS)[number], string>> = {
  alertmanager: '',
  webhook: '',
  slack: 'ok',
  dingtalk: '{"errcode":0,"errmsg":"ok"}',
  wecom: '{"errcode":0,"errmsg":"ok"}',
  feishu: '{"code":0,"msg":"success"}',
};
const LANGUAGES: Readonly<Record<Kind, { readonly language: 'en' | 'zh-CN'; readonly timeZone: string }>> = {
  alertmanager: { language: 'en', timeZone: 'UTC' },
  webhook: { language: 'en', timeZone: 'Europe/Berlin' },
  slack: { language: 'en', timeZone: 'America/New_York' },
  email: { language: 'en', timeZone: 'Asia/Tokyo' },
  dingtalk: { language: 'zh-CN', timeZone: 'Asia/Shanghai' },
  wecom: { language: 'zh-CN', timeZone: 'Asia/Shanghai' },
  feishu: { language: 'zh-CN', timeZone: 'Asia/Hong_Kong' },
};

interface Incident {
  readonly closedAtMs: number | null;
  readonly messages: readonly { readonly channel: string; readonly kind: string; readonly state: string }[];
}

let highwater: AnotherHighwater;
let client: KafkaTestClient;
let mail: MailReceiver;
const receivers = new Map<Kind, HttpReceiver>();
const [topic, groupId] = [uniqueName('invoices'), uniqueName('invoice-reader')];

test.beforeAll(async ({ stack }) => {
  test.setTimeout(240_000);
  client = await createKafkaTestClient({ bootstrapServers: stack.kafkaBrokers.split(',') });
  await client.createTopic(topic, 1);
  mail = await startMailReceiver();
  for (const kind of HTTP_KINDS) {
    const receiver = await startHttpReceiver();
    receiver.answerWith(answerStatus(200, TAKEN[kind]));
    receivers.set(kind, receiver);
  }
  highwater = await startAnotherHighwater({
    HIGHWATER_AUTH: 'off',
    HIGHWATER_PUBLIC_URL: PUBLIC_URL,
    KAFKA_BROKERS: stack.kafkaBrokers,
  });
});
test.afterAll(async () => {
  await Promise.all([...receivers.values()].map((receiver) => receiver.close()));
  await Promise.all([mail?.close(), client?.close(), highwater?.stop()]);
});

async function run(request: APIRequestContext, operation: string, input: object): Promise<void> {
  const url = `${highwater.url}/api/v1/clusters/demo/operations/${operation}`;
  const preview = await (await request.post(url, { data: { input, dryRun: true } })).json();
  const answer = await request.post(url, { data: { input: preview.input, fingerprint: preview.fingerprint } });
  expect(answer.ok(), `${operation}: ${await answer.text()}`).toBe(true);
}

async function readIncidents(request: APIRequestContext): Promise<readonly Incident[]> {
  const answer = await request.get(`${highwater.url}/api/v1/clusters/demo/alerts/incidents?search=${groupId}`);
  return answer.ok() ? ((await answer.json()) as { items: Incident[] }).items : [];
}

/** Messages of a kind, in a state, of the only incident there may be. */
async function countMessages(request: APIRequestContext, kind: 'open' | 'close', state: string): Promise<number> {
  const incidents = await readIncidents(request);
  expect(incidents.length).toBeLessThanOrEqual(1);
  return incidents[0]?.messages.filter((one) => one.kind === kind && one.state === state).length ?? 0;
}

function channelInput(kind: Kind): object {
  const shared = { channel: kind, kind, groupWaitSeconds: GROUP_WAIT_SECONDS, ...LANGUAGES[kind] };
  const url = receivers.get(kind)?.url;
  if (kind === 'email') {
    const addresses = { mailFrom: 'highwater@example.com', mailTo: ['on-call@example.com'] };
    return { ...shared, smtpHost: '127.0.0.1', smtpPort: mail.port, smtpSecurity: 'none', ...addresses };
  }
  if (kind === 'alertmanager') return { ...shared, url };
  if (kind === 'webhook') return { ...shared, url, secret: SIGNING_SECRET };
  return { ...shared, secretUrl: `${url}/hook`, ...(kind === 'dingtalk' || kind === 'feishu' ? { secret: 's' } : {}) };
}

/** Bodies that reached a receiver, in order. An Alertmanager is told of what fires each minute: the same words count once. */
function toldTo(kind: Kind): readonly string[] {
  if (kind === 'email') return mail.mails;
  const bodies = receivers.get(kind)?.received.map(({ body }) => body) ?? [];
  if (kind !== 'alertmanager') return bodies;
  const identities = bodies.map((body) => identifyAlert(body));
  return bodies.filter((_, index) => identities.indexOf(identities[index] as string) === index);
}

/** What an Alertmanager tells alerts apart by, and whether this one is over. */
function identifyAlert(body: string): string {
  const [alert] = JSON.parse(body) as { labels: object; startsAt: string; annotations: { summary: string } }[];
  return JSON.stringify([alert?.labels, alert?.startsAt, alert?.annotations.summary.includes('closed at')]);
}

const wordsOf = (body: string) => body.replaceAll('\\\\', '').replaceAll('=3D', '=');

test('an alert travels once to a receiver of each kind and closes once, though the collector is killed on the way', async ({
  request,
}) => {
  test.setTimeout(420_000);
  for (const kind of KINDS) await run(request, 'save-alert-channel', channelInput(kind));
  const rule = { rule: RULE, kind: 'group-lag', pattern: groupId, threshold: 5, forSeconds: 0, channels: KINDS };
  await run(request, 'save-alert-rule', rule);

  await test.step('killed between firing and sending: the next collector tells it, once', async () => {
    await client.appendRecords(topic, 0, RECORDS);
    await client.commitOffsets(groupId, topic, { 0: 0 });
    await expect
      .poll(() => countMessages(request, 'open', 'waiting'), { timeout: 60_000, intervals: [200] })
      .toBe(KINDS.length);
    highwater.killCollector();
    for (const kind of KINDS) expect(toldTo(kind), kind).toEqual([]);
    await expect.poll(() => countMessages(request, 'open', 'sent'), { timeout: 120_000 }).toBe(KINDS.length);
    for (const kind of KINDS) expect(toldTo(kind), kind).toHaveLength(1);
  });

  await test.step('each receiver has the link, the figures with their unit and why, in its language and zone', () => {
    for (const kind of KINDS) {
      const words = wordsOf(toldTo(kind)[0] as string);
      const { language, timeZone } = LANGUAGES[kind];
      expect(words, kind).toContain(`${PUBLIC_URL}/clusters/demo/groups/${groupId}`);
      expect(words, kind).toContain(RULE);
      expect(words, kind).toContain(timeZone);
      const inEnglish = [`group ${groupId}`, `${RECORDS} records, threshold 5 records`, 'Verdict '];
      const inChinese = [`消费组 ${groupId}`, `${RECORDS} 条`, '阈值 5 条', '判定为'];
      for (const part of language === 'en' ? inEnglish : inChinese) expect(words, kind).toContain(part);
    }
    const signed = receivers.get('webhook')?.received[0];
    const hmac = createHmac('sha256', SIGNING_SECRET).update(
      `${signed?.headers['x-highwater-timestamp']}.${signed?.body}`,
    );
    expect(signed?.headers['x-highwater-signature']).toBe(`sha256=${hmac.digest('hex')}`);
  });

  await test.step('killed while a receiver has the end and has not said so: it gets the same again, with the same key', async () => {
    const webhook = receivers.get('webhook') as HttpReceiver;
    webhook.answerWith(() => undefined);
    await client.commitOffsets(groupId, topic, { 0: RECORDS });
    await expect.poll(() => webhook.received.length, { timeout: 90_000, intervals: [100] }).toBe(2);
    highwater.killCollector();
    webhook.answerWith(answerStatus(200));
    await expect.poll(() => countMessages(request, 'close', 'sent'), { timeout: 180_000 }).toBe(KINDS.length);
    const keys = webhook.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(2);
    expect(JSON.parse(webhook.received[2]?.body ?? '{}')).toEqual(JSON.parse(webhook.received[1]?.body ?? '{}'));
    for (const kind of KINDS.filter((one) => one !== 'webhook')) expect(toldTo(kind), kind).toHaveLength(2);
  });

  for (const kind of KINDS) {
    const words = wordsOf(toldTo(kind)[1] as string);
    expect(words, kind).toContain(LANGUAGES[kind].language === 'en' ? 'closed at' : '关闭');
    expect(words, kind).toContain(groupId);
  }
  expect(await readIncidents(request)).toMatchObject([{ closedAtMs: expect.any(Number) }]);
});

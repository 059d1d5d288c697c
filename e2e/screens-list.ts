import type { Page } from '@playwright/test';
import { executeOperation } from './harness/operation-request';

/** One view worth looking at: a name for files and test titles, its address, and what to do on it first. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

interface Named {
  readonly id: string;
  readonly status?: string;
}

async function readItems(baseUrl: string, path: string): Promise<readonly Named[]> {
  const answer = await fetch(`${baseUrl}/api/v1${path}`);
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}: is Highwater running on ${baseUrl}?`);
  return ((await answer.json()) as { items: Named[] }).items;
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: /^Jump|^跳转/ }).fill('or');
  await page.getByText('orders', { exact: true }).first().waitFor();
}

async function openDisplay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Display|^显示与语言/ }).click();
}

async function openKeys(page: Page): Promise<void> {
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
}

async function openPreview(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Preview|预览)$/ }).click();
  await page.getByText(/^Good until|之前有效$|^This cannot be done|^无法执行/).waitFor();
}

/** The newest change; on a cluster without any, a topic is created so that there is one to look at. */
export async function requireRun(baseUrl: string, root: string): Promise<string> {
  const [run] = await readItems(baseUrl, `${root}/operation-runs?limit=1`);
  if (run !== undefined) return run.id;
  const input = { topic: 'screens', partitionCount: 1, replicationFactor: 1 };
  return (await executeOperation(`${baseUrl}/api/v1${root}`, 'create-topic', input)).runId;
}

/** A restore point of a group, saved for the purpose. */
export async function requireRestorePoint(baseUrl: string, root: string, group: string): Promise<string> {
  const name = 'kept-for-a-look';
  const [kept] = await readItems(baseUrl, `${root}/groups/${encodeURIComponent(group)}/restore-points?limit=1`);
  if (kept !== undefined) return kept.id;
  await executeOperation(`${baseUrl}/api/v1${root}`, 'save-restore-point', { group, name });
  return name;
}

/** A group that nobody has heard of, which takes any offset. */
const RESET = new URLSearchParams({ group: 'a-new-group', topics: 'orders', to: '{"kind":"earliest"}' });

/** A plan that the demo's brokers can carry out, and replicas given by hand. */
const STUDIO_PLAN = new URLSearchParams({ goal: '{"kind":"drain","brokerIds":[3]}', topics: 'clickstream' });
const STUDIO_BY_HAND = new URLSearchParams({
  goal: '{"kind":"exact","assignment":[{"topic":"clickstream","partition":0,"replicas":[1,2]}]}',
});

/** A rule that the demo's groups would have fired. */
const ALERT_RULE = new URLSearchParams({
  rule: 'too far behind',
  kind: 'group-lag',
  threshold: '100',
  forSeconds: '60',
});

async function tryRule(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Try the last|^试算/ }).click();
  await page.getByText(/^It would (not )?have fired|^最近 7 天内/).waitFor();
}

/** What fires, everything that makes and tells it, and the forms behind. */
function listAlertScreens(root: string): readonly Screen[] {
  return [
    { name: 'alerts', path: `${root}/alerts` },
    { name: 'alert-rules', path: `${root}/alerts?tab=rules` },
    { name: 'alert-channels', path: `${root}/alerts?tab=channels` },
    { name: 'alert-silences', path: `${root}/alerts?tab=silences` },
    { name: 'alert-history', path: `${root}/alerts?tab=history` },
    { name: 'alert-rule', path: `${root}/change/save-alert-rule?${ALERT_RULE}`, prepare: tryRule },
    { name: 'alert-channel', path: `${root}/change/save-alert-channel?channel=on-call&kind=email` },
    { name: 'maintenance-window', path: `${root}/change/save-maintenance-window?window=nights&days=6&days=7` },
  ];
}

/** The list of groups, one group, and what is done with its offsets and held against it. */
function listGroupScreens(root: string, groupPath: string): readonly Screen[] {
  return [
    { name: 'groups', path: `${root}/groups` },
    { name: 'group', path: groupPath },
    { name: 'group-partitions', path: `${groupPath}?tab=partitions` },
    { name: 'group-rebalances', path: `${groupPath}?tab=rebalances` },
    { name: 'group-restore-points', path: `${groupPath}?tab=offsets` },
    { name: 'group-freshness', path: `${groupPath}?tab=freshness` },
    { name: 'group-seconds', path: `${groupPath}?unit=seconds` },
    { name: 'reset-offsets', path: `${root}/change/reset-group-offsets?${RESET}`, prepare: openPreview },
    { name: 'objectives', path: `${root}/objectives` },
    { name: 'save-objective', path: `${root}/change/save-freshness-objective?windowDays=30` },
  ];
}

/** The brokers, and every part of one. */
function listBrokerScreens(root: string, brokerPath: string): readonly Screen[] {
  return [
    { name: 'brokers', path: `${root}/brokers` },
    { name: 'broker', path: brokerPath },
    { name: 'broker-traffic', path: `${brokerPath}?tab=traffic` },
    { name: 'broker-metrics', path: `${brokerPath}?tab=metrics` },
    { name: 'brokers-metrics', path: `${root}/brokers?tab=metrics` },
    { name: 'broker-log-dirs', path: `${brokerPath}?tab=log-dirs` },
    { name: 'broker-replicas', path: `${brokerPath}?tab=replicas` },
    { name: 'broker-listeners', path: `${brokerPath}?tab=listeners` },
    { name: 'broker-configs', path: `${brokerPath}?tab=configs` },
    { name: 'broker-loggers', path: `${brokerPath}?tab=loggers` },
  ];
}

/** The list of topics, and every part of one. */
function listTopicScreens(root: string, topicPath: string): readonly Screen[] {
  return [
    { name: 'topics', path: `${root}/topics` },
    { name: 'topic', path: topicPath },
    { name: 'topic-traffic', path: `${topicPath}?tab=traffic` },
    { name: 'topic-producers', path: `${topicPath}?tab=producers` },
    { name: 'topic-brokers', path: `${topicPath}?tab=brokers` },
    { name: 'topic-metrics', path: `${topicPath}?tab=metrics` },
    { name: 'topic-groups', path: `${topicPath}?tab=groups` },
    { name: 'topic-lag', path: `${topicPath}?tab=lag` },
    { name: 'topic-configs', path: `${topicPath}?tab=configs` },
  ];
}

/** Every screen of a running Highwater, with a topic and a group that have something to show. */
export async function listScreens(baseUrl: string): Promise<readonly Screen[]> {
  const [cluster] = await readItems(baseUrl, '/clusters');
  if (cluster === undefined) throw new Error('There is no cluster to look at');
  const root = `/clusters/${cluster.id}`;
  const [topic] = await readItems(baseUrl, `${root}/topics?sort=-maxGroupLag&limit=1`);
  const groups = await readItems(baseUrl, `${root}/groups?sort=-totalLag`);
  const group = groups.find((one) => one.status === 'slow') ?? groups[0];
  const [broker] = await readItems(baseUrl, `${root}/brokers?limit=1`);
  const run = await requireRun(baseUrl, root);
  const brokerPath = `${root}/brokers/${broker?.id ?? 0}`;
  const topicId = encodeURIComponent(topic?.id ?? '');
  const topicPath = `${root}/topics/${topicId}`;
  const groupPath = `${root}/groups/${encodeURIComponent(group?.id ?? '')}`;
  return [
    { name: 'clusters', path: '/clusters' },
    { name: 'overview', path: root },
    ...listBrokerScreens(root, brokerPath),
    { name: 'topology', path: `${root}/topology` },
    { name: 'topology-table', path: `${root}/topology?view=table&all=true` },
    { name: 'topology-brokers', path: `${root}/topology?tab=brokers` },
    { name: 'metadata', path: `${root}/metadata` },
    { name: 'features', path: `${root}/metadata?tab=features` },
    ...listTopicScreens(root, topicPath),
    ...listGroupScreens(root, groupPath),
    { name: 'lag', path: `${root}/lag` },
    { name: 'create-topic', path: `${root}/change/create-topic?topic=a-new-topic`, prepare: openPreview },
    { name: 'create-topics', path: `${root}/change/create-topics` },
    { name: 'alter-configs', path: `${root}/change/alter-topic-configs?topics=${topicId}&edit=retention.ms` },
    { name: 'delete-topic', path: `${root}/change/delete-topic?topics=${topicId}`, prepare: openPreview },
    { name: 'delete-records', path: `${root}/change/delete-records?topic=${topicId}&to={"kind":"timestamp"}` },
    { name: 'refused', path: `${root}/change/create-topic?topic=${topicId}`, prepare: openPreview },
    { name: 'alter-broker', path: `${root}/change/alter-broker-configs?brokerId=${broker?.id}` },
    { name: 'alter-loggers', path: `${root}/change/alter-broker-loggers?brokerId=${broker?.id}` },
    { name: 'move-log-dir', path: `${root}/change/move-replica-log-dir?brokerId=${broker?.id}` },
    ...listAlertScreens(root),
    { name: 'reassignments', path: `${root}/reassignments` },
    { name: 'studio', path: `${root}/change/reassign-partitions?${STUDIO_PLAN}`, prepare: openPreview },
    { name: 'studio-by-hand', path: `${root}/change/reassign-partitions?${STUDIO_BY_HAND}` },
    { name: 'changes', path: `${root}/changes` },
    { name: 'change-run', path: `${root}/changes/${run}` },
    { name: 'timeline', path: `${root}/timeline` },
    { name: 'audit', path: `${root}/audit` },
    { name: 'audit-row', path: `${root}/audit?event=1` },
    { name: 'palette', path: root, prepare: openPalette },
    { name: 'display', path: root, prepare: openDisplay },
    { name: 'keys', path: root, prepare: openKeys },
    { name: 'no-match', path: `${root}/topics?q=nothing-has-this-name` },
    { name: 'not-found', path: `${root}/topics/no-such-topic` },
    { name: 'no-page', path: '/no-such-page' },
    { name: 'error-help', path: '/help/errors' },
    { name: 'sign-in', path: '/sign-in' },
  ];
}

/** Runs in the page. Skeletons end when the first answer is drawn; an error state has none either. */
function isSettled(): boolean {
  return (
    document.querySelector('h1, [role="alert"], p') !== null &&
    document.querySelector('[aria-busy="true"], .mantine-Skeleton-root') === null
  );
}

/** Goes to a screen and waits until it shows what it has. */
export async function openScreen(page: Page, screen: Screen): Promise<void> {
  await page.goto(screen.path, { waitUntil: 'load', timeout: 120_000 });
  await page.waitForFunction(isSettled, undefined, { timeout: 120_000 });
  await screen.prepare?.(page);
  await page.evaluate(() => document.fonts.ready);
}

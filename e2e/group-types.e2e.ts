import type { Page } from '@playwright/test';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { pollUntil } from '@/demo/poll-until';
import { expect, test } from './harness/test';

const GROUPS = '/clusters/demo/groups';

interface GroupAnswer {
  readonly groupId: string;
  readonly type: string;
  readonly protocolType: string;
  readonly state: string;
}

/** Rows of a table of Kafka's tools, its heading left out. */
async function readTool(mainClass: string, brokers: string, args: readonly string[]): Promise<string[][]> {
  const { stdout } = await runKafkaTool(mainClass, ['--bootstrap-server', brokers, ...args]);
  const rows = stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row.length > 1);
  return rows.filter((row) => row[0] !== 'GROUP');
}

async function readApi<Answer>(page: Page, path: string): Promise<Answer> {
  return (await (await page.request.get(`/api/v1/clusters/demo/${path}`)).json()) as Answer;
}

test('types and protocols are those that kafka-groups tells', async ({ page, stack }) => {
  const rows = await readTool('org.apache.kafka.tools.GroupsCommand', stack.kafkaBrokers, ['--list']);
  const { items } = await readApi<{ items: GroupAnswer[] }>(page, 'groups?limit=100');
  const told = new Map(items.map(({ groupId, type, protocolType }) => [groupId, `${type} ${protocolType}`]));
  const plain = rows.filter(([groupId]) => told.has(groupId ?? ''));
  expect(plain.length).toBeGreaterThanOrEqual(14);
  for (const [groupId = '', type = '', protocol = ''] of plain) {
    expect(told.get(groupId), groupId).toBe(`${type.toLowerCase()} ${protocol}`);
  }
});

test('members, epochs and tasks of the streams group are those that kafka-streams-groups tells', async ({
  page,
  stack,
}) => {
  test.setTimeout(180_000);
  await page.goto(`${GROUPS}/scans-by-depot?tab=members`);
  const tool = 'org.apache.kafka.tools.streams.StreamsGroupCommand';
  const args = ['--describe', '--group', 'scans-by-depot'];
  const state = await readTool(tool, stack.kafkaBrokers, [...args, '--state', '--verbose']);
  const members = await readTool(tool, stack.kafkaBrokers, [...args, '--members', '--verbose']);
  const detail = await readApi<{ groupEpoch: number; state: string; members: { memberId: string }[] }>(
    page,
    'groups/scans-by-depot',
  );
  expect(state[0]).toContain(detail.state);
  expect(state[0]).toContain(String(detail.groupEpoch));
  for (const { memberId } of detail.members) {
    expect(members.some((row) => row.includes(memberId))).toBe(true);
  }
  await expect(page.getByRole('columnheader', { name: /Active tasks/ })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /Standby tasks/ })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'depots-1' })).toContainText(/0: \d/);
  await page.getByRole('tab', { name: 'Topology' }).click();
  await expect(page.getByRole('link', { name: 'shipments', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'scans-by-depot-scans-by-depot-changelog' })).toBeVisible();
});

test('the page of each type has what only that type has, and a link to a tab opens it', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(`${GROUPS}/connect-workers`);
  await expect(page.getByRole('tab', { name: 'Lag' })).toHaveCount(0);
  const leader = page.getByRole('row').filter({ hasText: 'leader' });
  await expect(leader).toContainText('sessioned');
  await expect(page.getByRole('table')).toContainText('parcel-archive');
  await page.goto(`${GROUPS}/notification-senders?tab=settings`);
  await expect(page.getByRole('row').filter({ hasText: 'share.auto.offset.reset' })).toContainText('earliest');
  await expect(page.getByRole('row').filter({ hasText: 'share.auto.offset.reset' })).toContainText('this group');
  await page.goto(`${GROUPS}/payments-ledger?tab=members`);
  await expect(page.getByText(/Group epoch \d+ · assignment epoch \d+/)).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /Still moves/ })).toBeVisible();
  await page.goto(`${GROUPS}/shipment-export`);
  await expect(page.getByRole('tab', { name: 'Rebalances' })).toHaveCount(0);
  await page.goto(`${GROUPS}?type=simple,connect`);
  await expect(page.getByRole('rowheader', { name: 'connect-workers' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'shipment-export' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'orders-fulfilment' })).toHaveCount(0);
});

test('what a member that comes and goes does to its group stands in the timeline and is drawn', async ({
  page,
  stack,
}) => {
  test.setTimeout(240_000);
  const bootstrap = ['--bootstrap-server', stack.kafkaBrokers];
  const joining = [...bootstrap, '--topic', 'returns', '--group', 'observed', '--timeout-ms', '20000'];
  await runKafkaTool('org.apache.kafka.tools.consumer.ConsoleConsumer', joining, { timeoutMs: 120_000 });
  try {
    await pollUntil(
      'the rebalance to be stored',
      async () => (await readApi<{ total: number }>(page, 'events?group=observed&kind=group-rebalanced')).total > 0,
      { timeoutMs: 60_000, intervalMs: 1_000 },
    );
    await page.goto('/clusters/demo/timeline?group=observed');
    await expect(page.getByRole('button', { name: 'Take away the filter Group observed' })).toBeVisible();
    const rebalance = page.getByRole('row').filter({ hasText: 'Group observed rebalanced' }).first();
    await expect(rebalance).toContainText(/returns 0–2: .* → nobody/);
    await rebalance.getByRole('link').click();
    await expect(page).toHaveURL(/tab=rebalances/);
    await expect(page.getByRole('heading', { name: 'Who owned what' })).toBeVisible();
    await expect(
      page
        .getByRole('region', { name: /^Rebalances/ })
        .getByRole('row')
        .nth(1),
    ).toContainText('nobody');
    await page.getByText('Table', { exact: true }).click();
    await expect(
      page
        .getByRole('region', { name: /^Who owned what/ })
        .getByRole('row')
        .nth(1),
    ).toContainText('returns 0');
  } finally {
    await runKafkaTool(KAFKA_TOOLS.consumerGroups, [...bootstrap, '--delete', '--group', 'observed']);
  }
});

import type { Page } from '@playwright/test';
import { readDescribedGroups } from '@/demo/described-groups';
import { expect, test } from './harness/test';

const GROUPS = '/clusters/demo/groups';
const ODD_NAME = 'payments/eu "blue" \u2013 \u652f\u4ed8';

interface GroupAnswer {
  readonly groupId: string;
  readonly kind: string;
  readonly totalLag: number | null;
  readonly capturedAtMs: number;
}

function rowOf(page: Page, groupId: string) {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: groupId, exact: true }) });
}

async function readGroups(page: Page): Promise<GroupAnswer[]> {
  const answer = await page.request.get('/api/v1/clusters/demo/groups?limit=100');
  return ((await answer.json()) as { items: GroupAnswer[] }).items;
}

test('groups of all types are listed with their true type and state', async ({ page }) => {
  await page.goto(GROUPS);
  await expect(rowOf(page, 'orders-fulfilment')).toContainText('classic');
  await expect(rowOf(page, 'payments-ledger')).toContainText('consumer');
  await expect(rowOf(page, 'notification-senders')).toContainText('share');
  await expect(rowOf(page, 'shipment-export')).toContainText('simple');
  await expect(rowOf(page, 'scans-by-depot')).toContainText('streams');
  await expect(rowOf(page, 'connect-workers')).toContainText('connect');
  await expect(rowOf(page, 'clickstream-archive')).toContainText('Empty');
  await expect(rowOf(page, ODD_NAME)).toContainText('Stable');
  for (const { groupId } of await readGroups(page)) await expect(rowOf(page, groupId)).toHaveCount(1);
});

test('filters by status, type and state live in the address', async ({ page }) => {
  await page.goto(`${GROUPS}?sort=groupId`);
  await page.getByRole('button', { name: 'Type: any' }).click();
  await page.getByRole('checkbox', { name: 'share' }).check();
  await expect(page).toHaveURL(/type=share/);
  await expect(page.getByRole('rowheader')).toHaveText(['notification-senders']);
  await page.getByRole('checkbox', { name: 'consumer' }).check();
  await expect(page.getByRole('rowheader')).toHaveText(['notification-senders', 'payments-ledger']);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Type: consumer, share' })).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveText(['notification-senders', 'payments-ledger']);
  await page.goto(`${GROUPS}?state=Empty`);
  await expect(page.getByRole('rowheader', { name: 'clickstream-archive' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'orders-fulfilment' })).toHaveCount(0);
});

test('every group opens from the list, whatever its name, and all its tabs show it', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto(GROUPS);
  await page.getByRole('rowheader').first().waitFor();
  for (const { groupId, kind } of await readGroups(page)) {
    // Connect keeps no offsets.
    if (kind === 'connect') continue;
    await page.goto(GROUPS);
    await page.getByRole('link', { name: groupId, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(groupId);
    await expect(page.getByRole('figure', { name: `Lag of ${groupId}` })).toBeVisible();
    await page.getByRole('tab', { name: /^Partitions/ }).click();
    await expect(page.getByRole('table').getByRole('rowheader').first()).toBeVisible();
    await page.getByRole('tab', { name: /^Topics/ }).click();
    await expect(page.getByRole('table').getByRole('rowheader').first()).toBeVisible();
    await page.getByRole('tab', { name: /^Members/ }).click();
    await expect(
      page
        .getByRole('table')
        .getByRole('rowheader')
        .first()
        .or(page.getByText('No members', { exact: true })),
    ).toBeVisible();
  }
});

test('the list agrees with kafka-consumer-groups while traffic rests', async ({ page, stack }) => {
  test.setTimeout(180_000);
  await stack.pauseTraffic();
  try {
    const said = new Map<string, number>();
    for (const { group, lag } of await readDescribedGroups(stack.kafkaBrokers)) {
      if (lag !== null) said.set(group, (said.get(group) ?? 0) + lag);
    }
    expect(said.size).toBeGreaterThanOrEqual(12);
    await page.goto(GROUPS);
    for (const [groupId, lag] of said) {
      const figure = rowOf(page, groupId).locator(`td [data-exact="${lag}"]`);
      await expect(figure.first(), `${groupId}: ${lag}`).toBeVisible({ timeout: 30_000 });
    }
  } finally {
    await stack.resumeTraffic();
  }
});

test('a partition nobody owns and nobody committed is told as unknown, with what lies unread', async ({ page }) => {
  await page.goto(`${GROUPS}/inventory-canary`);
  await expect(page.getByText('Lag is known for 5 of 6 partitions')).toBeVisible();
  await page.getByRole('tab', { name: /^Topics/ }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('50%');
  await expect(page.getByRole('row').nth(1)).toContainText('3–5');
  await page.getByRole('tab', { name: /^Partitions/ }).click();
  const last = page.getByRole('row').last();
  await expect(last).toContainText('nobody');
  await expect(last).toContainText(/— ?Unknown: the group has no committed offset here ?[\d,]+ unread/);
});

test('members of a group on the new protocol show epochs and target', async ({ page }) => {
  await page.goto(`${GROUPS}/payments-ledger?tab=members`);
  await expect(page.getByRole('rowheader')).toHaveCount(2);
  const row = page.getByRole('row').filter({ hasText: 'ledger-1' });
  await expect(row).toContainText(/payments \d–\d/);
  await expect(row).toContainText('as assigned');
  await row.getByRole('link', { name: 'payments' }).first().click();
  await expect(page).toHaveURL(/\/topics\/payments$/);
});

test('lag of a partition is the door to its chart', async ({ page }) => {
  await page.goto(`${GROUPS}/billing-invoices?tab=partitions`);
  const row = page.getByRole('row').filter({ hasText: 'orders' }).nth(2);
  await row.getByRole('link', { name: '2', exact: true }).click();
  await expect(page.getByRole('figure')).toHaveAccessibleName('Lag of billing-invoices on orders, partition 2');
});

test.describe('a group that is not there', () => {
  test.use({ expectedConsoleErrors: [/404 \(Not Found\)/] });

  test('says so and leads back', async ({ page }) => {
    await page.goto(`${GROUPS}/no%20such%2Fgroup`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('no such/group');
    await expect(page.getByText('The group no such/group is not there')).toBeVisible();
    await page.getByRole('link', { name: 'All groups' }).click();
    await expect(page).toHaveURL(new RegExp(`${GROUPS}$`));
  });
});

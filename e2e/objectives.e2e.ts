import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from './harness/test';

const API = '/api/v1/clusters/demo';

interface Objective {
  readonly groupId: string;
  readonly goodMinutes: number;
  readonly badMinutes: number;
  readonly budgetRemainingPercent: number | null;
}

async function readObjective(request: APIRequestContext, groupId: string): Promise<Objective | null> {
  const answer = await request.get(`${API}/groups/${groupId}/freshness-objective`);
  return ((await answer.json()) as { objective: Objective | null }).objective;
}

async function setObjective(page: Page, group: string, limitSeconds: number): Promise<void> {
  await page.goto(`/clusters/demo/groups/${group}?tab=freshness`);
  await page.getByRole('link', { name: 'Set an objective' }).click();
  await page.getByLabel(/^Minutes that must be fresh/).fill('99.5');
  await page.getByLabel(/^At most behind/).fill(String(limitSeconds));
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Set a freshness objective', exact: true }).click();
  await expect(page.getByText("Highwater's own database was read back and stands as planned.")).toBeVisible({
    timeout: 30_000,
  });
}

test('a group is held against an objective: set, judged, listed, counted, told to Prometheus, taken away', async ({
  page,
}) => {
  test.setTimeout(360_000);
  const [behind, fresh] = ['clickstream-archive', 'billing-invoices'];
  // One group that is always further behind than a second, one that is never a day behind.
  await setObjective(page, behind, 1);
  await setObjective(page, fresh, 86_400);
  await expect
    .poll(async () => (await readObjective(page.request, behind))?.badMinutes, { timeout: 200_000 })
    .toBeGreaterThan(0);
  await expect
    .poll(async () => (await readObjective(page.request, fresh))?.goodMinutes, { timeout: 60_000 })
    .toBeGreaterThan(0);
  expect((await readObjective(page.request, fresh))?.badMinutes).toBe(0);

  await page.goto('/clusters/demo');
  await page
    .getByRole('navigation', { name: 'Screens of this cluster' })
    .getByRole('link', { name: 'Objectives' })
    .click();
  const rows = page.getByRole('row');
  await expect(rows.nth(1)).toContainText(behind);
  await expect(rows.nth(1)).toContainText('overspent');
  await expect(rows.nth(2)).toContainText(fresh);
  await expect(rows.nth(2)).toContainText('100%');

  await page.getByRole('link', { name: behind }).click();
  await expect(page.getByText('99.5% of minutes at most 1s behind, over 30 days')).toBeVisible();
  await expect(page.getByRole('figure', { name: `Error budget of ${behind}` })).toBeVisible();
  await page.getByRole('region', { name: 'Bad minutes' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/unit=seconds/);
  await expect(page.getByRole('slider', { name: 'Time behind over time' })).toBeVisible();

  const metrics = await (await page.request.get('/metrics?profile=highwater')).text();
  expect(metrics).toContain(`highwater_freshness_budget_remaining{cluster="demo",group="${fresh}"} 1\n`);
  expect(metrics).toMatch(new RegExp(`highwater_freshness_budget_remaining\\{cluster="demo",group="${behind}"\\} -`));

  await page.goto(`/clusters/demo/groups/${behind}?tab=freshness`);
  await page.getByRole('link', { name: 'Delete objective' }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Delete a freshness objective', exact: true }).click();
  await expect(page.getByText("Highwater's own database was read back and stands as planned.")).toBeVisible({
    timeout: 30_000,
  });
  expect(await readObjective(page.request, behind)).toBeNull();
});

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './harness/test';

async function firstColumn(page: Page): Promise<string[]> {
  return page.getByRole('rowheader').allInnerTexts();
}

test('search, sort and filters live in the address and survive reload and back', async ({ page }) => {
  await page.goto('/clusters/demo/topics');
  await expect(page.getByRole('rowheader', { name: 'orders' })).toBeVisible();
  await page.getByRole('button', { name: 'Partitions' }).click();
  await expect(page).toHaveURL(/sort=-partitionCount/);
  await expect(page.getByRole('columnheader', { name: 'Partitions' })).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(async () => (await firstColumn(page))[0]).toBe('clickstream');
  await page.getByRole('searchbox', { name: 'Search topics' }).fill('or');
  await expect(page).toHaveURL(/q=or/);
  await expect.poll(() => firstColumn(page)).not.toContain('clickstream');
  const shown = await firstColumn(page);
  await page.reload();
  await expect.poll(() => firstColumn(page)).toEqual(shown);
  await expect(page.getByRole('searchbox', { name: 'Search topics' })).toHaveValue('or');
  await page.goBack();
  await expect(page).not.toHaveURL(/sort=/);
});

test('internal topics come with the filter, and their number is told without it', async ({ page }) => {
  await page.goto('/clusters/demo/topics');
  await expect(page.getByText(/^1–\d+ of \d+ · \d+ before filters$/)).toBeVisible();
  await page.getByRole('switch', { name: 'Internal topics' }).click();
  await expect(page).toHaveURL(/internal=show/);
  await expect(page.getByRole('rowheader', { name: '__consumer_offsets internal' })).toBeVisible();
});

test('a search without a match says how much it hides and clears', async ({ page }) => {
  await page.goto('/clusters/demo/topics?q=nothing-has-this-name');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(page).toHaveURL(/\/topics$/);
  await expect(page.getByRole('rowheader', { name: 'orders' })).toBeVisible();
});

test('columns are chosen in the address', async ({ page }) => {
  await page.goto('/clusters/demo/topics');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Cleanup' }).click();
  await expect(page.getByRole('columnheader', { name: 'Cleanup' })).toBeVisible();
  await expect(page).toHaveURL(/cols=/);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Cleanup' })).toBeVisible();
});

test('the export holds every filtered row with exact values', async ({ page, baseURL }) => {
  await page.goto('/clusters/demo/topics?q=o');
  await expect(page.getByRole('rowheader', { name: 'orders' })).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  const answer = await fetch(`${baseURL}/api/v1/clusters/demo/topics?search=o`);
  const { items } = (await answer.json()) as { items: { name: string }[] };
  expect(lines[0]).toMatch(/^name,partitionCount,replicationFactor,/);
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(items.map(({ name }) => name));
});

test('rows take the keyboard', async ({ page }) => {
  await page.goto('/clusters/demo/topics');
  await page.getByRole('rowheader', { name: 'orders' }).waitFor();
  const rows = page.locator('tbody tr');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press('Home');
  const name = (await firstColumn(page))[0];
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/topics/${name}$`));
});

test('pages of partitions follow each other, link directly and go back', async ({ page }) => {
  await page.goto('/clusters/demo/topics/clickstream?size=25');
  await expect(page.getByText('1–25 of 48')).toBeVisible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page.getByText('26–48 of 48')).toBeVisible();
  await expect(page.getByRole('rowheader').first()).toHaveText('25');
  await page.reload();
  await expect(page.getByText('26–48 of 48')).toBeVisible();
  await page.getByRole('button', { name: 'Previous page' }).click();
  await expect(page.getByText('1–25 of 48')).toBeVisible();
  await expect(page.getByRole('rowheader').first()).toHaveText('0');
});

test('a topic shows its summary, brokers, groups and what is set on it first', async ({ page }) => {
  await page.goto('/clusters/demo/topics/clickstream');
  await expect(page.getByRole('heading', { level: 1, name: 'clickstream' })).toBeVisible();
  await expect(page.getByText('Brokers spread')).toBeVisible();
  await page.getByRole('tab', { name: /^By broker/ }).click();
  await expect(page).toHaveURL(/tab=brokers/);
  await expect(page.getByRole('rowheader')).toHaveText(['1', '2', '3']);
  await page.getByRole('tab', { name: /^Groups/ }).click();
  await expect(page.getByRole('rowheader', { name: 'clickstream-archive' })).toBeVisible();
  await page.getByRole('tab', { name: 'Configuration' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('topic override');
  await page.goBack();
  await expect(page.getByRole('tab', { name: /^Groups/ })).toHaveAttribute('aria-selected', 'true');
});

test('a topic without groups has a dash for its lag, not a zero', async ({ page }) => {
  await page.goto('/clusters/demo/topics?q=audit-log');
  const cell = page.getByRole('row').filter({ hasText: 'audit-log' }).getByRole('cell').last();
  await expect(cell).toContainText('—');
  await cell.locator('[data-hint]').hover();
  await expect(page.getByRole('tooltip')).toHaveText("Unknown: no group's lag on it is known");
});

test('a figure is copied exactly', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/clusters/demo/topics/orders');
  const size = page.getByRole('main').locator('dd [data-exact]').nth(4);
  await expect(size).toContainText('iB');
  // The topic grows: a round may come between the two.
  await expect(async () => {
    const exact = await size.getAttribute('data-exact');
    await size.evaluate((element) => getSelection()?.selectAllChildren(element.parentElement ?? element));
    await page.keyboard.press('Control+c');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(exact);
  }).toPass({ timeout: 30_000 });
  expect(baseURL).toBeDefined();
});

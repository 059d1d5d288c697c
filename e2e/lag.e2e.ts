import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness/test';

const GROUP = '/clusters/demo/groups/billing-invoices';

function chartOf(page: Page): Locator {
  return page.getByRole('figure', { name: /^Lag of / });
}

function lagSlider(page: Page): Locator {
  return page.getByRole('slider', { name: 'Lag over time' });
}

/** Records in, records out, lag and time behind, as written above the chart. */
function readFigures(page: Page): Promise<string[]> {
  return chartOf(page).getByRole('definition').allInnerTexts();
}

async function dragAcross(page: Page, slider: Locator, fromShare: number, toShare: number): Promise<void> {
  const box = await slider.boundingBox();
  if (box === null) throw new Error('The plot is not on the page');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + fromShare * box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + ((fromShare + toShare) / 2) * box.width, y, { steps: 4 });
  await page.mouse.move(box.x + toShare * box.width, y, { steps: 4 });
  await page.mouse.up();
}

/** A stretch of time that already holds points, so that it does not matter how long the stack runs. */
async function holdRecentMinute(page: Page): Promise<void> {
  const toMs = Date.now() - 4_000;
  await page.goto(`${GROUP}?from=${toMs - 60_000}&to=${toMs}`);
  await expect(lagSlider(page)).toBeVisible();
  await expect.poll(() => readFigures(page)).not.toContain('—');
}

test('the chart moves with the rounds', async ({ page }) => {
  await page.goto('/clusters/demo/groups/orders-fulfilment?range=1m');
  await lagSlider(page).focus();
  const readNewest = async () => {
    await page.keyboard.press('End');
    return (await lagSlider(page).getAttribute('aria-valuetext')) ?? '';
  };
  await expect.poll(readNewest).toMatch(/Log end offset [\d,]+, Committed offset [\d,]+, Lag [\d,]+, Time behind /);
  const endOf = (text: string) => Number(/Log end offset ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
  const first = await readNewest();
  await expect.poll(async () => endOf(await readNewest()), { timeout: 30_000 }).toBeGreaterThan(endOf(first));
});

test('a drag zooms: address and figures follow, double-click and escape go back', async ({ page }) => {
  await holdRecentMinute(page);
  const before = { url: page.url(), figures: await readFigures(page) };
  await dragAcross(page, lagSlider(page), 0.3, 0.7);
  await expect(page).not.toHaveURL(before.url);
  const range = new URL(page.url()).searchParams;
  const lengthMs = Number(range.get('to')) - Number(range.get('from'));
  expect(Math.abs(lengthMs - 24_000)).toBeLessThan(1_500);
  await expect(chartOf(page)).toContainText('over 24s');
  await expect.poll(() => readFigures(page)).not.toEqual(before.figures);
  await lagSlider(page).dblclick();
  await expect(page).toHaveURL(before.url);
  await expect.poll(() => readFigures(page)).toEqual(before.figures);
  await lagSlider(page).press('Escape');
  await expect(page).toHaveURL(new RegExp(`${GROUP}$`));
  await expect(chartOf(page)).toContainText('over the last 15m');
});

test('the copied link restores exactly this view', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${GROUP}?range=1m&topic=orders`);
  await expect.poll(() => readFigures(page)).not.toContain('—');
  await page.getByRole('button', { name: 'Hold this range still' }).click();
  await expect(page).toHaveURL(/from=\d+/);
  const words = await chartOf(page)
    .getByText(/^over /)
    .innerText();
  await expect.poll(async () => (await readFigures(page)).length).toBe(4);
  const figures = await readFigures(page);
  await page.getByRole('button', { name: 'Copy the link to this view' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.goto(link);
  await expect(chartOf(other)).toContainText(words);
  await expect(other.getByRole('combobox', { name: 'Topic' })).toHaveValue('orders');
  await expect.poll(() => readFigures(other)).toEqual(figures);
  await other.close();
});

test('everything that dragging does, keys and buttons do too', async ({ page }) => {
  await holdRecentMinute(page);
  const lengthMs = () => {
    const range = new URL(page.url()).searchParams;
    return Number(range.get('to')) - Number(range.get('from'));
  };
  await lagSlider(page).press('+');
  await expect.poll(lengthMs).toBe(30_000);
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await expect.poll(lengthMs).toBe(60_000);
  const before = new URL(page.url()).searchParams.get('from');
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe(String(Number(before) - 30_000));
  await page.getByRole('slider', { name: 'Start of the visible range' }).press('ArrowRight');
  await expect.poll(lengthMs).not.toBe(60_000);
  await page.getByRole('button', { name: 'From and to' }).click();
  const now = new Date(Date.now() - 10_000).toISOString().slice(0, 19);
  const earlier = new Date(Date.now() - 50_000).toISOString().slice(0, 19);
  await page.getByLabel('From', { exact: true }).fill(earlier);
  await page.getByLabel('To', { exact: true }).fill(now);
  await page.getByRole('button', { name: 'Show this range' }).click();
  await expect.poll(lengthMs).toBe(40_000);
  await page.getByRole('button', { name: 'Follow the present again' }).click();
  await expect(page).toHaveURL(new RegExp(`${GROUP}$`));
});

test('the chart turns into its table and into files that hold the same', async ({ page }) => {
  await holdRecentMinute(page);
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page).toHaveURL(/as=table/);
  const table = chartOf(page).getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveText([
    'Time',
    'Log end offset',
    'Committed offset',
    'Lag',
    'Time behind',
    'Off by at most',
  ]);
  const shown = await table
    .getByRole('row')
    .evaluateAll((rows) =>
      rows.slice(1).map((row) => [...row.querySelectorAll('td')].slice(1, 4).map((cell) => cell.textContent)),
    );
  expect(shown.length).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Values (CSV)' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toMatch(
    /^time,epochMs,Log end offset,Committed offset,Lag,Time behind,(Time behind ≥,)?Off by at most$/,
  );
  const saved = lines.slice(1).map((line) =>
    line
      .split(',')
      .slice(2, 5)
      .map((value) => (value === '' ? 'unknown' : Number(value).toLocaleString('en'))),
  );
  expect(saved.toReversed()).toEqual(shown);
});

test('the picture of a chart is a picture', async ({ page }) => {
  await holdRecentMinute(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Picture (PNG)' }).click(),
  ]);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.length).toBeGreaterThan(5_000);
});

test('partitions stand apart in the heat map, and a name opens its chart', async ({ page }) => {
  await page.goto(`${GROUP}?range=1m&topic=orders`);
  await page.getByText('By partition', { exact: true }).click();
  await expect(page).toHaveURL(/shape=heat/);
  const cells = page.getByRole('slider', { name: 'Lag of each partition of orders over time' });
  await cells.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  await expect(cells).toHaveAttribute('aria-valuetext', /^Partition 1, .+, [\d,]+$/);
  await page.getByRole('link', { name: 'Partition 3', exact: true }).click();
  await expect(chartOf(page)).toHaveAccessibleName('Lag of billing-invoices on orders, partition 3');
  await expect(page).toHaveURL(/partition=3/);
});

test('the worst group comes first, and up to eight are compared', async ({ page }) => {
  await page.goto('/clusters/demo/lag');
  const trouble = page.getByRole('region', { name: 'Need attention' });
  await expect(trouble.getByRole('listitem').first()).toContainText('clickstream-archive', { timeout: 60_000 });
  await page.reload();
  const cluster = await (await page.request.get('/api/v1/clusters/demo')).json();
  const worstOf = cluster.worstGroups.map(({ groupId }: { groupId: string }) => groupId);
  const chosen = page.getByRole('heading', { level: 2 }).getByRole('link');
  await expect(chosen).toHaveCount(1);
  const worst = (await chosen.textContent()) ?? '';
  // A round may have come between the two readings, not more.
  expect(worstOf.slice(0, 2)).toContain(worst);
  await expect(page.getByRole('figure', { name: new RegExp(`^Lag of ${worst}( on .+)?$`) })).toBeVisible();
  const other = worst === 'billing-invoices' ? 'search-indexer' : 'billing-invoices';
  await page.getByRole('checkbox', { name: `Compare ${other}`, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`groups=${worst},${other}`));
  const chart = page.getByRole('figure', { name: 'Total lag of the groups compared' });
  await chart.getByRole('button', { name: 'Show as table' }).click();
  await expect(chart.getByRole('columnheader')).toHaveText(['Time', worst, other]);
  await page.reload();
  await expect(chart.getByRole('columnheader')).toHaveText(['Time', worst, other]);
  await page.getByRole('button', { name: 'Compare none' }).click();
  await expect(page.getByRole('figure', { name: /^Lag of / })).toBeVisible();
});

test('a range before the first point says since when there are any', async ({ page }) => {
  const toMs = Date.now() - 86_400_000;
  await page.goto(`${GROUP}?from=${toMs - 60_000}&to=${toMs}`);
  await expect(page.getByText('Nothing was collected in this range')).toBeVisible();
  await chartOf(page).getByRole('button', { name: 'All' }).click();
  await expect(page).toHaveURL(/range=all/);
  await expect(lagSlider(page)).toBeVisible();
});

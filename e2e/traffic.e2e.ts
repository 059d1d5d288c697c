import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { readTopicOffsets } from './harness/ask-kafka';
import { expect, test } from './harness/test';

/** No group has ever read it. */
const TOPIC = 'audit-log';
const API = '/api/v1/clusters/demo';

interface Point {
  readonly t: number;
  readonly recordsPerSecond: number | null;
  readonly logStart: number | null;
  readonly logEnd: number | null;
  readonly knownPartitions: number | null;
}

async function readHistory(page: Page, path: string, query = ''): Promise<readonly Point[]> {
  const answer = await page.request.get(`${API}${path}/history${query}`);
  expect(answer.status()).toBe(200);
  return ((await answer.json()) as { points: Point[] }).points;
}

const sum = (offsets: Readonly<Record<string, number>>) =>
  Object.values(offsets).reduce((total, one) => total + one, 0);

test('a topic that no group reads has a history, which agrees with kafka-get-offsets', async ({ page, stack }) => {
  const answer = await page.request.get(`${API}/topics/${TOPIC}`);
  expect(((await answer.json()) as { groupCount: number }).groupCount).toBe(0);
  await expect
    .poll(
      async () => (await readHistory(page, `/topics/${TOPIC}`)).filter((one) => one.recordsPerSecond !== null).length,
    )
    .toBeGreaterThan(5);
  await stack.pauseTraffic();
  try {
    const [earliest, latest] = await Promise.all([
      readTopicOffsets(stack.kafkaBrokers, TOPIC, 'earliest'),
      readTopicOffsets(stack.kafkaBrokers, TOPIC, 'latest'),
    ]);
    const newest = async () => (await readHistory(page, `/topics/${TOPIC}`)).at(-1);
    await expect.poll(async () => (await newest())?.logEnd).toBe(sum(latest));
    await expect.poll(async () => (await newest())?.recordsPerSecond).toBe(0);
    expect(await newest()).toMatchObject({ logStart: sum(earliest), knownPartitions: 1 });
  } finally {
    await stack.resumeTraffic();
  }
});

test('its chart stands on the topic page, moves with the rounds, and is a table and a file as well', async ({
  page,
}) => {
  await page.goto(`/clusters/demo/topics/${TOPIC}`);
  await page.getByRole('tab', { name: 'Traffic' }).click();
  await expect(page).toHaveURL(/tab=traffic/);
  const chart = page.getByRole('figure', { name: `Traffic of ${TOPIC}` });
  const slider = page.getByRole('slider', { name: 'Records in per second over time' });
  await slider.focus();
  const newest = async () => {
    await page.keyboard.press('End');
    return (await slider.getAttribute('aria-valuetext')) ?? '';
  };
  await expect.poll(newest).toMatch(/Records in [\d.,]+.*Log end offset [\d,]+, Log start offset [\d,]+, Kept [\d,]+/);
  const endOf = (text: string) => Number(/Log end offset ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
  const first = endOf(await newest());
  await expect.poll(async () => endOf(await newest()), { timeout: 30_000 }).toBeGreaterThan(first);
  await expect(chart.getByRole('definition').first()).toHaveText(/\/s$/);
  await chart.getByText('1h', { exact: true }).click();
  await expect(page).toHaveURL(/range=1h/);
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(chart.getByRole('columnheader', { name: /Log end offset/ })).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain('Log start offset');
});

test('records in of the brokers add up to those of the cluster, which the overview charts', async ({ page }) => {
  const toMs = Date.now() - 6_000;
  const range = `?from=${toMs - 60_000}&to=${toMs}`;
  const cluster = await readHistory(page, '', range);
  const brokers = await Promise.all([1, 2, 3].map((id) => readHistory(page, `/brokers/${id}`, range)));
  const rateAt = (points: readonly Point[], t: number) => points.find((one) => one.t === t)?.recordsPerSecond ?? null;
  // A broker that leads nothing for a while has no rate, as after it died in another journey.
  const rated = cluster.filter(({ t }) => [cluster, ...brokers].every((points) => rateAt(points, t) !== null));
  expect(rated.length).toBeGreaterThan(0);
  for (const { t, recordsPerSecond } of rated) {
    const parts = brokers.reduce((total, points) => total + (rateAt(points, t) ?? 0), 0);
    expect(Math.abs(parts - (recordsPerSecond ?? 0))).toBeLessThan(0.05);
  }
  await page.goto('/clusters/demo');
  const chart = page.getByRole('figure', { name: 'Traffic of the cluster' });
  // It is read when it comes near.
  await page.mouse.move(700, 600);
  await expect(async () => {
    await page.mouse.wheel(0, 600);
    await expect(chart.getByRole('definition').first()).toHaveText(/\/s$/, { timeout: 1_000 });
  }).toPass();
  await page.goto('/clusters/demo/brokers/1?tab=traffic');
  await expect(page.getByRole('figure', { name: 'Traffic of broker 1' })).toContainText('Average');
});

test('a topic that was never there has a history without points; what is asked badly is refused', async ({ page }) => {
  expect(await readHistory(page, '/topics/never-there')).toEqual([]);
  for (const query of ['?points=1', '?points=601', '?from=5', '?from=1767225600000&to=1767225600000', '?step=1']) {
    const answer = await page.request.get(`${API}/topics/${TOPIC}/history${query}`);
    expect(answer.status(), query).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_input' });
  }
  expect((await page.request.get(`${API}/brokers/x/history`)).status()).toBe(400);
});

import type { APIRequestContext, Page } from '@playwright/test';
import { runKafkaTool } from '@/demo/kafka-tool';
import { expect, test } from './harness/test';

const API = '/api/v1/clusters/demo';
const GROUP = 'billing-invoices';
const TOPIC = 'orders';

interface Point {
  readonly t: number;
  readonly committed: number | null;
  readonly lag: number | null;
  readonly seconds: number | null;
  readonly secondsIsAtLeast: boolean;
  readonly secondsWithin: number | null;
}

async function readHistory(request: APIRequestContext, query: string): Promise<readonly Point[]> {
  const answer = await request.get(`${API}/groups/${GROUP}/lag/history?${query}`);
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { points: Point[] }).points;
}

/** Epoch ms at which the record was appended, by Kafka's own console consumer; the topics of the demo keep LogAppendTime or a clock of the same machine. */
async function readRecordTime(brokers: string, partition: number, offset: number): Promise<number> {
  const { stdout, stderr } = await runKafkaTool('org.apache.kafka.tools.consumer.ConsoleConsumer', [
    ...['--bootstrap-server', brokers, '--topic', TOPIC, '--partition', String(partition), '--offset', String(offset)],
    ...[
      '--max-messages',
      '1',
      '--timeout-ms',
      '20000',
      '--property',
      'print.timestamp=true',
      '--property',
      'print.value=false',
    ],
  ]);
  const found = /(?:CreateTime|LogAppendTime):(\d+)/.exec(stdout);
  if (found === null) throw new Error(`no record of partition ${partition} at ${offset}: ${stderr}`);
  return Number(found[1]);
}

test('the time behind of each partition is the age of the record at its commit, within what is told', async ({
  request,
  stack,
}) => {
  test.setTimeout(180_000);
  for (const partition of [0, 1]) {
    let point: Point | undefined;
    await expect(async () => {
      const points = await readHistory(request, `topic=${TOPIC}&partition=${partition}&from=${Date.now() - 60_000}`);
      point = points.findLast(({ seconds, secondsIsAtLeast }) => seconds !== null && seconds > 0 && !secondsIsAtLeast);
      expect(point).toBeDefined();
    }).toPass({ timeout: 90_000 });
    const { t, committed, seconds, secondsWithin } = point as Point;
    const truth = (t - (await readRecordTime(stack.kafkaBrokers, partition, committed ?? 0))) / 1000;
    // A batch that waits in the producer is stamped before it is appended.
    expect(Math.abs((seconds ?? 0) - truth), `partition ${partition}`).toBeLessThanOrEqual((secondsWithin ?? 0) + 1.5);
    expect(secondsWithin).toBeLessThanOrEqual(2 * 2.5 + 0.1);
  }
});

async function readFigure(page: Page, name: string): Promise<number> {
  const figure = page
    .locator('dt', { hasText: name })
    .locator('xpath=following-sibling::dd[1]')
    .locator('[data-exact]');
  return Number(await figure.getAttribute('data-exact'));
}

test('the chart turns to seconds, and its address, table and figure with it', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(`/clusters/demo/groups/${GROUP}?range=5m`);
  await page.getByRole('radiogroup', { name: 'Unit of lag' }).getByText('Seconds', { exact: true }).click();
  await expect(page).toHaveURL(/unit=seconds/);
  const slider = page.getByRole('slider', { name: 'Time behind over time' });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', /Time behind (≥ )?\S+/);
  await page.getByRole('button', { name: 'Hold this range still' }).click();
  await expect(page).toHaveURL(/from=\d+/);
  const range = new URL(page.url()).searchParams;
  const query = `from=${range.get('from')}&to=${range.get('to')}`;
  const newest = async () =>
    (await readHistory(page.request, query)).findLast(({ lag }) => lag !== null)?.seconds ?? null;
  await expect
    .poll(async () => (await readFigure(page, 'Behind at the end')) - ((await newest()) ?? Number.NaN))
    .toBe(0);
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('columnheader', { name: 'Time behind' })).toBeVisible();
});

test('partitions as a heat map and groups side by side are told in seconds too', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(`/clusters/demo/groups/${GROUP}?range=1m&topic=${TOPIC}&shape=heat&unit=seconds`);
  const cells = page.getByRole('slider', { name: `Time behind of each partition of ${TOPIC} over time` });
  await cells.focus();
  await page.keyboard.press('End');
  await expect(cells).toHaveAttribute('aria-valuetext', /^Partition 0, .+, (≥ )?[\dms ]+$/);
  await page.goto(`/clusters/demo/lag?groups=${GROUP},clickstream-archive&unit=seconds`);
  await expect(page.getByRole('figure', { name: 'Time behind of the groups compared' })).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Time behind of each group over time' })).toBeVisible();
});

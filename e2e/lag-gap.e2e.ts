import { expect, test } from './harness/test';

const BROKERS = [1, 2, 3];

test.use({ expectedConsoleErrors: [/503 \(Service Unavailable\)/] });

test('R16: what was not read is a gap in the chart, never a line and never zero', async ({ page, stack }) => {
  test.setTimeout(180_000);
  const pausedAtMs = Date.now();
  try {
    await Promise.all(BROKERS.map((brokerId) => stack.pauseBroker(brokerId)));
    await expect
      .poll(async () => Date.now() - pausedAtMs, { timeout: 60_000, intervals: [1_000] })
      .toBeGreaterThan(25_000);
  } finally {
    await Promise.all(BROKERS.map((brokerId) => stack.resumeBroker(brokerId)));
  }
  const resumedAtMs = Date.now();
  const readAfterwards = async () => {
    const query = `from=${resumedAtMs}&to=${Date.now() + 1_000}`;
    const answer = await page.request.get(`/api/v1/clusters/demo/groups/orders-fulfilment/lag/history?${query}`);
    const { points } = (await answer.json()) as { points: { lag: number | null }[] };
    return points.filter(({ lag }) => lag !== null).length;
  };
  await expect.poll(readAfterwards, { timeout: 90_000, intervals: [2_000] }).toBeGreaterThan(3);

  const range = `from=${pausedAtMs - 20_000}&to=${Date.now()}`;
  await page.goto(`/clusters/demo/groups/orders-fulfilment?${range}`);
  const slider = page.getByRole('slider', { name: 'Lag over time' });
  await slider.focus();
  await page.keyboard.press('Home');
  const spoken: string[] = [];
  for (let step = 0; step < 60; step++) {
    spoken.push((await slider.getAttribute('aria-valuetext')) ?? '');
    await page.keyboard.press('ArrowRight');
  }
  expect(spoken.some((text) => /Lag unknown(,|$)/.test(text))).toBe(true);
  expect(spoken.at(-1)).toMatch(/Lag [\d,]+(, |$)/);

  // One subpath a stretch: a line that bridged the gap would have one in all.
  const line = page.getByRole('figure').locator('.recharts-line-curve').first();
  await expect.poll(async () => ((await line.getAttribute('d')) ?? '').split('M').length - 1).toBeGreaterThan(1);

  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('figure').getByRole('cell', { name: 'unknown' }).first()).toBeVisible();
});

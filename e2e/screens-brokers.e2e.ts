import { expect, test } from './harness/test';

test('brokers are listed with what they hold, and one shows topics, log dirs and configuration', async ({ page }) => {
  await page.goto('/clusters/demo/brokers');
  await expect(page.getByRole('rowheader')).toHaveCount(3);
  await expect(page.getByText('controller', { exact: true })).toHaveCount(1);
  await page.getByRole('rowheader').first().getByRole('link').click();
  await expect(page).toHaveURL(/\/brokers\/1$/);
  await expect(page.getByRole('rowheader', { name: 'orders' })).toBeVisible();
  await page.getByRole('tab', { name: /^Log dirs/ }).click();
  await expect(page.getByRole('cell', { name: 'healthy' })).toHaveCount(2);
  await page.getByRole('tab', { name: 'Configuration' }).click();
  await page.getByRole('searchbox').fill('listeners');
  await expect(page.getByRole('rowheader', { name: /^advertised\.listeners/ })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'advertised.listeners' })).toContainText('server.properties');
});

test.describe('a broker dies', () => {
  test.skip(!process.env.E2E_CONTROL_URL && Boolean(process.env.E2E_BASE_URL), 'needs brokers that may be killed');

  test('the overview says so first, and every number leads to it', async ({ page, stack }) => {
    test.setTimeout(240_000);
    await page.goto('/clusters/demo');
    await expect(page.getByRole('heading', { level: 1, name: 'demo' })).toBeVisible();
    await stack.killBroker(2);
    try {
      const sentence = page
        .getByRole('main')
        .locator('p')
        .filter({ hasText: /1 broker down/i });
      await expect(sentence).toBeVisible({ timeout: 60_000 });
      await expect(page.getByRole('link', { name: /^Broker 2 down/ })).toBeVisible();
      await expect(page.getByRole('navigation').getByLabel('1 broker down')).toBeVisible();
      await expect(page.getByText('Broker 2 went down').first()).toBeVisible();
      await sentence.getByRole('link', { name: /not fully replicated/ }).click();
      await expect(page).toHaveURL(/health=under-replicated/);
      await page.getByRole('rowheader').first().getByRole('link').click();
      await expect(page.getByText('2 is not in sync').first()).toBeAttached();
      await page.goto('/clusters/demo/brokers');
      await expect(page.getByRole('row').filter({ hasText: 'down' })).toHaveCount(1);
    } finally {
      await stack.startBroker(2);
    }
    await page.goto('/clusters/demo');
    await expect(page.getByText('Every partition has a leader and all its replicas in sync.')).toBeVisible({
      timeout: 120_000,
    });
  });
});

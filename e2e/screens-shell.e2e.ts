import { expect, test } from './harness/test';

test('the front door of one cluster is its overview', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/clusters\/demo$/);
  await expect(page.getByRole('heading', { level: 1, name: 'demo' })).toBeVisible();
});

test('the palette finds a topic on the server and goes there', async ({ page }) => {
  await page.goto('/clusters/demo');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: /^Jump to/ }).fill('payme');
  await page
    .getByRole('option', { name: /payments/ })
    .or(page.getByRole('button', { name: /^payments/ }))
    .first()
    .click();
  await expect(page).toHaveURL(/\/topics\/payments$/);
});

test('keys jump between screens, and can be turned off', async ({ page }) => {
  await page.goto('/clusters/demo');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/\/topics$/);
  await page.getByRole('heading', { level: 1, name: 'Topics' }).waitFor();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search topics' })).toBeFocused();
  await page.keyboard.type('gb');
  await expect(page).toHaveURL(/\/topics\?q=gb$/);
  await page.getByRole('button', { name: 'Display and language' }).click();
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL(/\/topics\?q=gb$/);
});

test('language, theme and zone change in place and stay', async ({ page }) => {
  await page.goto('/clusters/demo/brokers?sort=-brokerId');
  await page.getByRole('button', { name: 'Display and language' }).click();
  await page.getByText('简体中文').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page).toHaveURL(/sort=-brokerId/);
  await page.getByText('深色').click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.getByRole('link', { name: '概览' })).toBeVisible();
});

test('the age of the data counts on and says when it was collected', async ({ page }) => {
  await page.goto('/clusters/demo');
  const age = page.getByText(/^as of /);
  await expect(age).toBeVisible();
  await age.hover();
  await expect(page.getByRole('tooltip')).toContainText(/Collected at .*UTC, every 2s/);
});

test.describe('cut off from the server', () => {
  test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED|Failed to load resource/] });

  test('the page says so, keeps what it has, and recovers by itself', async ({ page, context }) => {
    test.setTimeout(120_000);
    await page.goto('/clusters/demo');
    await expect(page.getByText(/^as of /)).toBeVisible();
    await context.setOffline(true);
    await page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await expect(page.getByRole('status').filter({ hasText: 'Not connected to Highwater' })).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.getByRole('heading', { level: 1, name: 'demo' })).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText('Not connected to Highwater')).toHaveCount(0, { timeout: 60_000 });
  });
});

test.describe('what is not there', () => {
  test.use({ expectedConsoleErrors: [/404 \(Not Found\)/] });

  test('a topic that is gone says what, why and what to do', async ({ page }) => {
    await page.goto('/clusters/demo/topics/no-such-topic');
    const alert = page.getByRole('alert').filter({ hasText: 'There is nothing here' });
    await expect(alert).toContainText('There is no topic "no-such-topic"');
    await expect(alert).toContainText('not_found');
    await alert.getByRole('link', { name: 'All topics' }).click();
    await expect(page).toHaveURL(/\/topics$/);
  });

  test('a page that never was leads to the clusters', async ({ page }) => {
    await page.goto('/no-such-page');
    await page.getByRole('link', { name: 'Go to the clusters' }).click();
    await expect(page).toHaveURL(/\/clusters$/);
    await expect(page.getByRole('row').filter({ hasText: 'demo' })).toBeVisible();
  });
});

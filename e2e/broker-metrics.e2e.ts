import { expect, test } from './harness/test';

const METERS = ['Messages in', 'Bytes in', 'Bytes out', 'Bytes rejected', 'Failed fetch requests'];

test.describe('the agents of the brokers are read', () => {
  test.skip(!process.env.E2E_CONTROL_URL && Boolean(process.env.E2E_BASE_URL), 'needs brokers with agents');

  test('traffic stands in the list of brokers, all of them together, and one alone', async ({ page }) => {
    await page.goto('/clusters/demo/brokers');
    await expect(page.getByRole('columnheader', { name: /^Bytes in/ })).toBeVisible();
    await expect(page.getByRole('cell', { name: /[1-9][\d.]* (B|KiB|MiB)\/s/ }).first()).toBeVisible();
    await page.getByRole('tab', { name: 'Combined metrics' }).click();
    for (const name of METERS) await expect(page.getByRole('rowheader', { name, exact: true })).toBeVisible();
    await expect(page.getByText('3 of 3')).toBeVisible();
    await page.goto('/clusters/demo/brokers/1?tab=metrics');
    await expect(page.getByText('Prometheus JMX exporter')).toBeVisible();
    await expect(page.getByText('Share of bytes in')).toBeVisible();
    const messages = page.getByRole('row').filter({ hasText: 'Messages in' });
    await expect(messages.getByRole('cell').last()).toHaveText(/[1-9]/);
    await expect(page.getByRole('figure', { name: 'Messages in at the recent reads' })).toBeVisible();
  });

  test('a topic has its own, and what Kafka has not begun to count is unknown', async ({ page }) => {
    await page.goto('/clusters/demo/topics/orders?tab=metrics');
    const rowOf = (name: string) => page.getByRole('row').filter({ hasText: name });
    await expect(rowOf('Messages in').getByRole('cell').last()).toHaveText(/[1-9]/);
    await expect(rowOf('Failed produce requests').getByRole('cell').last()).toContainText('—');
  });
});

import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { expect, test } from './harness/test';

const LOGGER = 'kafka.server.ReplicaManager';
const BROKER = '/clusters/demo/brokers/2';

async function readLevelByTool(servers: string): Promise<string | undefined> {
  const args = ['--bootstrap-server', servers, '--describe', '--entity-type', 'broker-loggers', '--entity-name', '2'];
  const { stdout } = await runKafkaTool(KAFKA_TOOLS.configs, args);
  return stdout
    .split('\n')
    .find((line) => line.trim().startsWith(`${LOGGER}=`))
    ?.match(/=(\w+)/)?.[1];
}

test('a logger is found on its broker and altered from there, as Kafka’s tool sees it', async ({ page, stack }) => {
  test.setTimeout(120_000);
  await page.goto(`${BROKER}?tab=loggers`);
  await page.getByRole('searchbox').fill('replicaman');
  const row = page.getByRole('row', { name: new RegExp(`^${LOGGER} `) });
  const level = await readLevelByTool(stack.kafkaBrokers);
  await expect(row).toContainText(String(level));
  await row.getByRole('link', { name: `Alter the level of ${LOGGER}`, exact: true }).click();
  await page.getByRole('combobox', { name: `Alter the level of ${LOGGER}`, exact: true }).selectOption('DEBUG');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.getByRole('button', { name: 'Alter broker loggers' }).click();
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 30_000 });
  expect(await readLevelByTool(stack.kafkaBrokers)).toBe('DEBUG');
  await page.goto(`${BROKER}?tab=loggers&q=${LOGGER}`);
  await expect(row).toContainText('DEBUG', { timeout: 20_000 });
  await page.goBack();
  await page.getByRole('link', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Alter broker loggers' }).click();
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 30_000 });
  expect(await readLevelByTool(stack.kafkaBrokers)).toBe(level);
});

test('replicas are listed by log dir, and one is moved to the other', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(`${BROKER}?tab=replicas&q=orders`);
  const row = page.getByRole('row').filter({ hasText: 'orders' }).first();
  await expect(row).toContainText('in use');
  await row.getByRole('link', { name: /^Move orders-\d+ to another log dir/ }).click();
  const target = page.getByRole('combobox', { name: 'Log dir to move to' });
  await expect(target).not.toHaveValue('');
  await expect(target.getByRole('option', { name: /it is here now$/ })).toBeAttached();
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.getByRole('button', { name: 'Move a replica to another log dir' }).click();
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 60_000 });
});

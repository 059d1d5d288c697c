import { describeTopic } from './harness/ask-kafka';
import { expect, test } from './harness/test';

const TOPIC = 'search-updates';
const ROOT = '/clusters/demo';

/** Replicas by partition, as Kafka's own tool tells them. */
async function readReplicas(brokers: string): Promise<readonly (readonly number[])[]> {
  const told = await describeTopic(brokers, TOPIC);
  return told?.partitions.map(({ replicas }) => replicas) ?? [];
}

test('a broker is emptied from the studio and filled again by undo, and Kafka’s tool agrees', async ({
  page,
  stack,
}) => {
  test.setTimeout(240_000);
  const before = await readReplicas(stack.kafkaBrokers);
  expect(before.some((replicas) => replicas.includes(3))).toBe(true);

  await page.goto(`${ROOT}/reassignments`);
  await page.getByRole('link', { name: 'Plan a reassignment' }).click();
  await page.getByText('Empty brokers', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Brokers to empty' }).click();
  await page.getByRole('option', { name: /^3 · / }).click();
  await page.getByRole('combobox', { name: /^Topics/ }).fill(`${TOPIC} `);
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText(/^Move replicas of \d+ partitions of one topic$/)).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(`^${TOPIC} .* → `) })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What moves' }).getByRole('row').nth(1)).toContainText('→');
  await page.getByRole('button', { name: 'Reassign partitions' }).click();

  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 90_000 });
  const drained = await readReplicas(stack.kafkaBrokers);
  expect(drained).toHaveLength(before.length);
  expect(drained.flat()).not.toContain(3);

  await page.getByRole('link', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Reassign partitions' }).click();
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 90_000 });
  expect(await readReplicas(stack.kafkaBrokers)).toEqual(before);
});

test('a plan that cannot be is refused with the reason, and nothing is asked to be confirmed', async ({ page }) => {
  const goal = encodeURIComponent(JSON.stringify({ kind: 'drain', brokerIds: [3] }));
  await page.goto(`${ROOT}/change/reassign-partitions?goal=${goal}&topics=orders`);
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText('12 partitions need 3 brokers each, and there are 2.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reassign partitions' })).toHaveCount(0);
});

import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { expect, test } from './harness/test';

/** A name that no other test has, and no earlier run of this one on the same brokers. */
function newTopic(): string {
  return `e2e-change-${randomBytes(4).toString('hex')}`;
}

async function preview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText(/^Good until/)).toBeVisible();
}

async function expectDone(page: Page, sentence: string): Promise<void> {
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1, name: sentence })).toBeVisible();
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 30_000 });
}

async function createTopic(page: Page, topic: string): Promise<void> {
  await page.goto(`/clusters/demo/change/create-topic?topic=${topic}&partitionCount=2&replicationFactor=2`);
  await preview(page);
  await page.getByRole('button', { name: 'Create topic' }).click();
  await expectDone(page, `Create topic ${topic}`);
}

async function deleteTopic(page: Page, topic: string): Promise<void> {
  await page.goto(`/clusters/demo/change/delete-topic?topics=${topic}`);
  await preview(page);
  await page.getByRole('textbox', { name: `Type ${topic} to confirm` }).fill(topic);
  await page.getByRole('textbox', { name: 'Reason' }).fill('the test is over');
  await page.getByRole('button', { name: 'Delete topics' }).click();
  await expectDone(page, `Delete topic ${topic}`);
}

async function alterWithKafkaTool(brokers: string, topic: string, config: string): Promise<void> {
  const args = ['--bootstrap-server', brokers, '--alter', '--entity-type', 'topics', '--entity-name', topic];
  const { exitCode, stderr } = await runKafkaTool(KAFKA_TOOLS.configs, [...args, '--add-config', config]);
  expect(exitCode, stderr).toBe(0);
}

test('a topic is created, altered, put back and deleted from the browser, and the audit tells all of it', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const topic = newTopic();
  await page.goto('/clusters/demo/topics');
  await page.getByRole('link', { name: 'Create topic' }).click();
  await page.getByRole('textbox', { name: /^Topic/ }).fill(topic);
  await page.getByRole('textbox', { name: /^Partitions/ }).fill('2');
  await page.getByRole('textbox', { name: 'retention.ms', exact: true }).fill('60000');
  await preview(page);
  await expect(page.getByRole('row', { name: `${topic} partitions none 2` })).toBeVisible();
  await expect(page.getByText(`--create --topic ${topic} --partitions 2`)).toBeVisible();
  await page.getByRole('button', { name: 'Create topic' }).click();
  await expectDone(page, `Create topic ${topic}`);

  await page.goto(`/clusters/demo/change/alter-topic-configs?topics=${topic}&edit=retention.ms`);
  await page.getByRole('textbox', { name: 'retention.ms', exact: true }).fill('120000');
  await preview(page);
  await expect(page.getByRole('row', { name: `${topic} retention.ms 60000 120000` })).toBeVisible();
  await page.getByRole('button', { name: 'Alter configuration' }).click();
  await expectDone(page, `Change configs of topic ${topic}`);

  await page.getByRole('link', { name: 'Undo' }).click();
  await expect(page.getByText('This puts back what an earlier change did.')).toBeVisible();
  await expect(page.getByRole('row', { name: `${topic} retention.ms 120000 60000` })).toBeVisible();
  await page.getByRole('button', { name: 'Alter configuration' }).click();
  await expectDone(page, `Change configs of topic ${topic}`);

  await deleteTopic(page, topic);
  await page.goto(`/clusters/demo/changes?q=${topic}`);
  await expect(page.getByRole('rowheader')).toHaveCount(4);

  await page.goto(`/clusters/demo/audit?q=${topic}`);
  await expect(page.getByRole('rowheader')).toHaveCount(8);
  await page.getByRole('combobox', { name: 'Operation' }).selectOption('delete-topic');
  await expect(page.getByRole('rowheader')).toHaveCount(2);
  await page.getByRole('rowheader').last().getByRole('link').click();
  const detail = page.getByRole('dialog');
  await expect(detail.getByText('the test is over', { exact: true })).toBeVisible();
  await expect(detail.getByRole('row', { name: `${topic} partitions 2 none` })).toBeVisible();
});

test('a destructive change waits for the exact name and a reason', async ({ page }) => {
  const topic = newTopic();
  await createTopic(page, topic);
  await page.goto(`/clusters/demo/change/delete-topic?topics=${topic}`);
  await preview(page);
  const button = page.getByRole('button', { name: 'Delete topics' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription('Type the name exactly to go on.');
  await page.getByRole('textbox', { name: `Type ${topic} to confirm` }).fill(topic.toUpperCase());
  await page.getByRole('textbox', { name: 'Reason' }).fill('try');
  await page.keyboard.press('Control+Enter');
  await button.click({ force: true });
  await expect(button).toHaveAccessibleDescription('Type the name exactly to go on.');
  await page.getByRole('textbox', { name: `Type ${topic} to confirm` }).fill(topic);
  await page.getByRole('textbox', { name: 'Reason' }).fill('');
  await expect(button).toHaveAccessibleDescription('Give a reason to go on.');
  await page.getByRole('textbox', { name: 'Reason' }).fill('done with it');
  await expect(button).toHaveAttribute('aria-disabled', 'false');
  await button.click();
  await expectDone(page, `Delete topic ${topic}`);
});

test('the audit is narrowed to a range of times, which the address holds', async ({ page }) => {
  const topic = newTopic();
  await createTopic(page, topic);
  await page.goto(`/clusters/demo/audit?q=${topic}`);
  const rows = page.getByRole('rowheader', { name: 'Create topic' });
  await expect(rows).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Time', exact: true }).selectOption('custom');
  await expect(rows).toHaveCount(2);
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString().slice(0, 16);
  await page.getByLabel('From', { exact: true }).fill(inAnHour);
  await expect(rows).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`from=${Date.parse(`${inAnHour}Z`)}`));
  await page.getByLabel('From', { exact: true }).fill('2026-01-01T00:00');
  await page.getByLabel('To', { exact: true }).fill(inAnHour);
  await expect(rows).toHaveCount(2);
  await deleteTopic(page, topic);
});

test.describe('another client changes the topic between preview and confirmation', () => {
  test.use({ expectedConsoleErrors: [/409 \(Conflict\)/] });

  test('the new preview takes the place of the old, with what differs marked', async ({ page, stack }) => {
    test.setTimeout(120_000);
    const topic = newTopic();
    await createTopic(page, topic);
    await page.goto(`/clusters/demo/change/alter-topic-configs?topics=${topic}&edit=retention.ms`);
    await page.getByRole('textbox', { name: 'retention.ms', exact: true }).fill('120000');
    await preview(page);
    await alterWithKafkaTool(stack.kafkaBrokers, topic, 'retention.ms=90000');
    await page.getByRole('textbox', { name: /^Reason/ }).fill('longer');
    await page.getByRole('button', { name: 'Alter configuration' }).click();
    await expect(page.getByText('The cluster changed since the preview')).toBeVisible();
    await expect(page.getByRole('row', { name: `${topic} changed retention.ms 90000 120000` })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'retention.ms', exact: true })).toHaveValue('120000');
    await page.getByRole('button', { name: 'Alter configuration' }).click();
    await expectDone(page, `Change configs of topic ${topic}`);
    await deleteTopic(page, topic);
  });
});

test.describe('what cannot be done', () => {
  test.use({ expectedConsoleErrors: [/400 \(Bad Request\)/] });

  test('a topic that exists is refused with its reason, and nothing can be confirmed', async ({ page }) => {
    await page.goto('/clusters/demo/change/create-topic?topic=orders');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await expect(page.getByText('This cannot be done')).toBeVisible();
    await expect(page.getByText(/^Topic orders exists already/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Create topic' })).toHaveCount(0);
  });

  test('what does not parse is told at its field', async ({ page }) => {
    await page.goto('/clusters/demo/change/create-topic?topic=not%20a%20name');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    const field = page.getByRole('textbox', { name: /^Topic/ });
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(/takes 1 to 249 letters/);
  });
});

test.describe('the answer of an execution is lost', () => {
  test.use({ expectedConsoleErrors: [/ERR_/] });

  test('it is told that nobody knows, and asking again has one effect', async ({ page }) => {
    const topic = newTopic();
    await page.goto(`/clusters/demo/change/create-topic?topic=${topic}`);
    await preview(page);
    let sent = 0;
    await page.route('**/operations/create-topic', async (route) => {
      sent += 1;
      // The server does it; its answer never arrives.
      if (sent === 1) await route.fetch();
      return sent === 1 ? route.abort('connectionreset') : route.continue();
    });
    await page.getByRole('button', { name: 'Create topic' }).click();
    await expect(page.getByText('It is not known whether this happened')).toBeVisible();
    await page.getByRole('button', { name: 'Ask again' }).click();
    await expectDone(page, `Create topic ${topic}`);
    await page.goto(`/clusters/demo/changes?q=${topic}`);
    await expect(page.getByRole('rowheader')).toHaveCount(1);
    await deleteTopic(page, topic);
  });
});

test('topics chosen in the list, by mouse and by Space, are altered together', async ({ page }) => {
  await page.goto('/clusters/demo/topics?q=orders');
  await page.getByRole('checkbox', { name: 'Choose orders', exact: true }).click();
  await expect(page.getByText('1 row chosen')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search topics' }).fill('clickstream');
  await page.getByRole('row').filter({ hasText: 'clickstream' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('2 rows chosen')).toBeVisible();
  await page.getByRole('link', { name: 'Add partitions' }).click();
  await expect(page).toHaveURL(/change\/add-partitions\?topics=orders&topics=clickstream/);
  await expect(page.getByText('orders', { exact: true })).toBeVisible();
  await expect(page.getByText('clickstream', { exact: true })).toBeVisible();
});

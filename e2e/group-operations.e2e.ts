import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { createTestContext } from '@/lib/operations/testing/run-operation';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { createGroupRig, type GroupRig } from './harness/group-rig';
import { expect, test } from './harness/test';

const ROOT = '/clusters/demo';
const HOUR_MS = 3_600_000;
const topic = uniqueName('e2e-reset');
let client: KafkaTestClient;
let rig: GroupRig;

test.beforeAll(async ({ stack }) => {
  client = await createKafkaTestClient({ bootstrapServers: stack.kafkaBrokers.split(',') });
  rig = createGroupRig(createTestContext(client.gateway, describeKafkaError).kafka, stack.kafkaBrokers);
  await client.createTopic(topic, 3);
  for (const partition of [0, 1]) {
    await client.appendRecords(topic, partition, 10, { timestampMs: Date.now() - 2 * HOUR_MS });
    await client.appendRecords(topic, partition, 10, { timestampMs: Date.now() - HOUR_MS / 2 });
  }
});
test.afterAll(async () => {
  await client.deleteTopic(topic);
  await rig.close();
  await client.close();
});

/** Previews what is filled in; answers the new offsets by `topic-partition`, as the table shows them. */
async function preview(page: Page): Promise<Readonly<Record<string, number>>> {
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText(/^Good until/)).toBeVisible();
  const rows = page.getByRole('region', { name: /^Offsets by partition/ }).getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  const cells = await Promise.all((await rows.all()).slice(1).map((row) => row.locator('th, td').allInnerTexts()));
  return Object.fromEntries(
    cells.map(([name, partition, , after]) => [`${name}-${partition}`, Number(after?.replaceAll(/\D/g, ''))]),
  );
}

async function confirm(page: Page, typed: string, button: string): Promise<void> {
  await page.getByRole('textbox', { name: `Type ${typed} to confirm` }).fill(typed);
  await page.getByRole('textbox', { name: 'Reason' }).fill('a journey');
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 30_000 });
}

async function openReset(page: Page, group: string, goal: string): Promise<void> {
  await page.goto(`${ROOT}/change/reset-group-offsets?group=${group}`);
  await page.getByRole('radio', { name: goal, exact: true }).check();
}

test('R25: each way to reset, from the browser, goes where the dry run of Kafka’s own tool says', async ({ page }) => {
  test.setTimeout(300_000);
  const group = uniqueName('e2e-group');
  const at = new Date(Math.floor((Date.now() - HOUR_MS) / 1_000) * 1_000).toISOString();
  const csv = `${topic},0,4\n${topic},1,99\n`;
  const file = path.join(tmpdir(), `${group}.csv`);
  await writeFile(file, csv);
  const fields = {
    time: () => page.getByLabel('Time', { exact: true }).fill(at.slice(0, 19)),
    duration: () => page.getByRole('button', { name: 'PT1H' }).click(),
    offset: () => page.getByRole('textbox', { name: 'Offset', exact: true }).fill('12'),
    shift: () => page.getByRole('textbox', { name: 'Records' }).fill('-3'),
    csv: () => page.locator('input[type="file"]').setInputFiles(file),
  };
  const ways: readonly (readonly [string, (() => Promise<unknown>) | null, readonly string[]])[] = [
    ['A time', fields.time, ['--all-topics', '--to-datetime', at]],
    ['A duration ago', fields.duration, ['--all-topics', '--by-duration', 'PT1H']],
    ['An offset', fields.offset, ['--all-topics', '--to-offset', '12']],
    ['Shift', fields.shift, ['--all-topics', '--shift-by', '-3']],
    ['A CSV file', fields.csv, ['--from-file', file]],
    ['Where they are', null, ['--all-topics', '--to-current']],
    ['Latest', null, ['--all-topics', '--to-latest']],
    ['Earliest', null, ['--all-topics', '--to-earliest']],
  ];
  await client.commitOffsets(group, topic, { 0: 5, 1: 15 });
  for (const [goal, fill, flags] of ways) {
    await test.step(goal, async () => {
      const expected = await rig.dryRun(group, ...flags);
      await openReset(page, group, goal);
      await fill?.();
      expect(await preview(page)).toEqual(expected);
      await confirm(page, group, 'Reset offsets');
      expect(await rig.dryRun(group, '--all-topics', '--to-current')).toEqual(expected);
    });
  }
});

test.describe('a group that is not there yet', () => {
  test.use({ expectedConsoleErrors: [/404 .*\/groups\/e2e-group/] });

  test('gets offsets, is undone, saved, restored, and deleted from its page', async ({ page }) => {
    test.setTimeout(240_000);
    const group = uniqueName('e2e-group');
    await page.goto(`${ROOT}/change/reset-group-offsets?group=${group}&topics=${topic}:0`);
    await page.getByRole('radio', { name: 'Latest', exact: true }).check();
    expect(await preview(page)).toEqual({ [`${topic}-0`]: 20 });
    await expect(page.getByText(`There is no group ${group} yet`)).toBeVisible();
    await confirm(page, group, 'Reset offsets');
    const current = () => rig.dryRun(group, '--all-topics', '--to-current');
    expect(await current()).toEqual({ [`${topic}-0`]: 20 });

    await page.goto(`${ROOT}/change/save-restore-point?group=${group}&name=at%20the%20end`);
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByRole('button', { name: 'Save restore point', exact: true }).click();
    await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 30_000 });

    await openReset(page, group, 'Earliest');
    await preview(page);
    await confirm(page, group, 'Reset offsets');
    expect(await current()).toEqual({ [`${topic}-0`]: 0 });
    await page.getByRole('link', { name: 'Undo' }).click();
    await expect(page.getByText(/^Good until/)).toBeVisible();
    await confirm(page, group, 'Reset offsets');
    expect(await current()).toEqual({ [`${topic}-0`]: 20 });
    await openReset(page, group, 'Earliest');
    await preview(page);
    await confirm(page, group, 'Reset offsets');

    await page.goto(`${ROOT}/groups/${group}?tab=offsets`);
    await expect(page.getByRole('row', { name: /^at the end/ })).toBeVisible({ timeout: 40_000 });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download at the end as CSV' }).click();
    expect((await download).suggestedFilename()).toBe(`${group}-at_the_end.csv`);
    await page.getByRole('link', { name: 'Restore at the end' }).click();
    expect(await preview(page)).toEqual({ [`${topic}-0`]: 20 });
    await confirm(page, group, 'Reset offsets');
    expect(await current()).toEqual({ [`${topic}-0`]: 20 });

    await page.goto(`${ROOT}/groups/${group}`);
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete group…' }).click();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await confirm(page, group, 'Delete groups');
    const { stdout } = await rig.tool('consumerGroups', '--list');
    expect(stdout.split('\n')).not.toContain(group);
  });
});

test('a group with members is refused, and they are named', async ({ page }) => {
  const groups = await page.request.get(`/api/v1${ROOT}/groups?state=stable&type=classic,consumer&limit=1`);
  const [live] = ((await groups.json()) as { items: { groupId: string }[] }).items;
  await page.goto(`${ROOT}/groups/${live?.groupId}`);
  await page.getByRole('link', { name: 'Reset offsets', exact: true }).click();
  await page.getByRole('radio', { name: 'Earliest', exact: true }).check();
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText('This cannot be done')).toBeVisible();
  await expect(page.getByText(new RegExp(`Group ${live?.groupId} is Stable, with .*member`))).toBeVisible();
});

test('groups chosen in the list, which starts with the worst, are deleted together', async ({ page }) => {
  await page.goto(`${ROOT}/groups`);
  await page
    .getByRole('checkbox', { name: /^Choose / })
    .nth(1)
    .click();
  await expect(page.getByText('1 row chosen')).toBeVisible();
  await page.getByRole('link', { name: 'Delete groups' }).click();
  await expect(page).toHaveURL(/change\/delete-group\?groups=/);
});

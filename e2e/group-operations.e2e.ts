import type { Page } from '@playwright/test';
import { askKafka } from './harness/ask-kafka';
import { confirmChange, expectAsPlanned, makeChange, openChange, undoChange } from './harness/change-page';
import { type GroupJourney, startGroupJourney } from './harness/group-journey';
import { openReset, previewReset } from './harness/reset-page';
import { expect, test } from './harness/test';

const ROOT = '/clusters/demo';
let journey: GroupJourney;

test.beforeAll(async ({ stack }) => {
  journey = await startGroupJourney(stack.kafkaBrokers);
});
test.afterAll(() => journey?.close());

const currentOf = (group: string) => journey.rig.dryRun(group, '--all-topics', '--to-current');

async function confirmReset(page: Page): Promise<void> {
  await confirmChange(page, 'reset-group-offsets');
  await expectAsPlanned(page);
}

test.describe('a group that is not there yet', () => {
  test.use({ expectedConsoleErrors: [/404 .*\/groups\/e2e-group/] });

  test('gets offsets, is undone, saved, restored, and deleted from its page', async ({ page, stack }) => {
    test.setTimeout(300_000);
    const { topic } = journey;
    const group = journey.nameGroup();
    const current = () => currentOf(group);
    await openReset(page, ROOT, group, 'Latest', [`${topic}:0`]);
    expect(await previewReset(page)).toEqual({ [`${topic}-0`]: 20 });
    await expect(page.getByText(`There is no group ${group} yet`)).toBeVisible();
    await confirmReset(page);
    expect(await current()).toEqual({ [`${topic}-0`]: 20 });

    await openChange(page, ROOT, 'save-restore-point', { group, name: 'at the end' });
    await makeChange(page, 'save-restore-point');

    await openReset(page, ROOT, group, 'Earliest');
    await makeChange(page, 'reset-group-offsets');
    expect(await current()).toEqual({ [`${topic}-0`]: 0 });
    await undoChange(page, 'reset-group-offsets');
    expect(await current()).toEqual({ [`${topic}-0`]: 20 });
    await openReset(page, ROOT, group, 'Earliest');
    await makeChange(page, 'reset-group-offsets');

    await page.goto(`${ROOT}/groups/${group}?tab=offsets`);
    await expect(page.getByRole('row', { name: /^at the end/ })).toBeVisible({ timeout: 40_000 });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download at the end as CSV' }).click();
    expect((await download).suggestedFilename()).toBe(`${group}-at_the_end.csv`);
    await page.getByRole('link', { name: 'Restore at the end' }).click();
    expect(await previewReset(page)).toEqual({ [`${topic}-0`]: 20 });
    await confirmReset(page);
    expect(await current()).toEqual({ [`${topic}-0`]: 20 });

    await page.goto(`${ROOT}/groups/${group}?tab=offsets`);
    await page.getByRole('link', { name: 'Delete at the end' }).click();
    await makeChange(page, 'delete-restore-point');
    await page.goto(`${ROOT}/groups/${group}?tab=offsets`);
    await expect(page.getByText('No restore points yet')).toBeVisible();

    await page.goto(`${ROOT}/groups/${group}`);
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete group…' }).click();
    await makeChange(page, 'delete-group');
    expect((await askKafka(stack.kafkaBrokers, 'consumerGroups', '--list')).split('\n')).not.toContain(group);
  });
});

test('offsets of one topic are deleted and come back, as kafka-consumer-groups tells', async ({ page }) => {
  test.setTimeout(180_000);
  const { client, topic } = journey;
  const group = journey.nameGroup();
  await client.commitOffsets(group, topic, { 0: 4, 1: 5, 2: 0 });
  const before = await currentOf(group);
  await openChange(page, ROOT, 'delete-group-offsets', { group, topics: [`${topic}:0,2`] });
  await makeChange(page, 'delete-group-offsets');
  expect(await currentOf(group)).toEqual({ [`${topic}-1`]: 5 });
  await undoChange(page, 'reset-group-offsets');
  expect(await currentOf(group)).toEqual(before);
});

test('a static member that died is removed from its group’s page, and kafka-consumer-groups tells of none', async ({
  page,
  stack,
}) => {
  test.setTimeout(180_000);
  const { rig, topic } = journey;
  const group = journey.nameGroup();
  const properties = ['group.instance.id=dead', 'session.timeout.ms=600000', 'heartbeat.interval.ms=1000'];
  const member = await rig.startMember({ type: 'classic', groupId: group, topic, properties });
  member.signal('SIGKILL');
  await member.exited;
  const describeMembers = () =>
    askKafka(stack.kafkaBrokers, 'consumerGroups', '--describe', '--members', '--group', group);
  expect(await describeMembers()).toMatch(/\sdead\s/);
  await expect(async () => {
    await page.goto(`${ROOT}/groups/${group}`);
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Remove members' }).click({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await makeChange(page, 'remove-group-member');
  expect(await describeMembers()).not.toMatch(/\sdead\s/);
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

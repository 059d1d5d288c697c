import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { confirmChange, expectAsPlanned, makeChange, openChange } from './harness/change-page';
import { type GroupJourney, HOUR_MS, startGroupJourney } from './harness/group-journey';
import { openReset, previewReset } from './harness/reset-page';
import { expect, test } from './harness/test';

const ROOT = '/clusters/demo';
let journey: GroupJourney;

test.beforeAll(async ({ stack }) => {
  journey = await startGroupJourney(stack.kafkaBrokers);
});
test.afterAll(() => journey?.close());

type Offsets = Readonly<Record<string, number>>;

interface Way {
  readonly goal: string;
  readonly fill?: (page: Page) => Promise<unknown>;
  readonly expected: () => Promise<Offsets>;
}

/** An hour ago, in whole seconds, as the form and the tools take it. */
const at = new Date(Math.floor((Date.now() - HOUR_MS) / 1_000) * 1_000).toISOString();
const fillTime = (page: Page) => page.getByLabel('Time', { exact: true }).fill(at.slice(0, 19));
const fillShift = (by: string) => (page: Page) => page.getByRole('textbox', { name: 'Records' }).fill(by);

/** Each goal of the form, and where Kafka's tool would go: what it finds of another group and of this one before, for the last two. */
function listWays(group: string, source: string, csvFile: string, saved: Offsets): readonly Way[] {
  const told =
    (...flags: readonly string[]) =>
    () =>
      journey.rig.dryRun(group, ...flags);
  const all = (...flags: readonly string[]) => told('--all-topics', ...flags);
  return [
    { goal: 'A time', fill: fillTime, expected: all('--to-datetime', at) },
    {
      goal: 'A duration ago',
      fill: (page) => page.getByRole('button', { name: 'PT1H' }).click(),
      expected: all('--by-duration', 'PT1H'),
    },
    {
      goal: 'An offset',
      fill: (page) => page.getByRole('textbox', { name: 'Offset', exact: true }).fill('12'),
      expected: all('--to-offset', '12'),
    },
    { goal: 'Shift', fill: fillShift('-3'), expected: all('--shift-by', '-3') },
    { goal: 'Shift', fill: fillShift('5'), expected: all('--shift-by', '5') },
    {
      goal: 'A CSV file',
      fill: (page) => page.locator('input[type="file"]').setInputFiles(csvFile),
      expected: told('--from-file', csvFile),
    },
    { goal: 'Where they are', expected: all('--to-current') },
    { goal: 'Latest', expected: all('--to-latest') },
    { goal: 'Earliest', expected: all('--to-earliest') },
    {
      goal: 'Another group',
      fill: (page) => page.getByRole('combobox', { name: 'Group to copy from' }).fill(source),
      expected: () => journey.rig.dryRun(source, '--all-topics', '--to-current'),
    },
    {
      goal: 'A restore point',
      fill: async (page) => {
        await page.getByRole('combobox', { name: 'Restore point' }).click();
        await page.getByRole('option', { name: /^before, saved .* 2 offsets$/ }).click();
      },
      expected: async () => saved,
    },
  ];
}

test('R25: each way to reset, from the browser, goes where the dry run of Kafka’s own tool says', async ({ page }) => {
  test.setTimeout(600_000);
  const { client, rig, topic, nameGroup } = journey;
  const [group, source] = [nameGroup(), nameGroup()];
  await client.commitOffsets(group, topic, { 0: 5, 1: 15 });
  await client.commitOffsets(source, topic, { 0: 7, 1: 3 });
  const current = () => rig.dryRun(group, '--all-topics', '--to-current');
  const csvFile = path.join(tmpdir(), `${group}.csv`);
  await writeFile(csvFile, `${topic},0,4\n${topic},1,99\n`);
  await openChange(page, ROOT, 'save-restore-point', { group, name: 'before' });
  await makeChange(page, 'save-restore-point');
  for (const { goal, fill, expected } of listWays(group, source, csvFile, await current())) {
    await test.step(goal, async () => {
      const wanted = await expected();
      await openReset(page, ROOT, group, goal);
      await fill?.(page);
      expect(await previewReset(page)).toEqual(wanted);
      await confirmChange(page, 'reset-group-offsets');
      await expectAsPlanned(page);
      expect(await current()).toEqual(wanted);
    });
  }
});

test('R25: a share group goes where kafka-share-groups would put it, and its tool finds it there', async ({ page }) => {
  test.setTimeout(300_000);
  const { rig, topic, nameGroup } = journey;
  const group = nameGroup();
  const member = await rig.startMember({ type: 'share', groupId: group, topic });
  await member.stop();
  await rig.pollGroup(group, ({ state }) => state === 'Empty');
  const scope = ['--group', group, '--topic', topic];
  const ways = [
    { goal: 'A time', fill: fillTime, flags: ['--to-datetime', at] },
    { goal: 'Latest', fill: undefined, flags: ['--to-latest'] },
    { goal: 'Earliest', fill: undefined, flags: ['--to-earliest'] },
  ];
  for (const { goal, fill, flags } of ways) {
    await test.step(goal, async () => {
      const wanted = await rig.shareOffsets('--reset-offsets', '--dry-run', ...scope, ...flags);
      await openReset(page, ROOT, group, goal, [topic]);
      await fill?.(page);
      expect(await previewReset(page)).toEqual(wanted);
      await confirmChange(page, 'reset-group-offsets');
      await expectAsPlanned(page);
      expect(await rig.shareOffsets('--describe', '--offsets', '--group', group)).toEqual(wanted);
    });
  }
});

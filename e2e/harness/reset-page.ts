import { expect, type Page } from '@playwright/test';
import { openChange, previewChange } from './change-page';

/** Opens the form that resets a group's offsets, all that are committed or those of some topics, with a goal chosen. */
export async function openReset(
  page: Page,
  clusterPath: string,
  group: string,
  goal: string,
  topics: readonly string[] = [],
): Promise<void> {
  await openChange(page, clusterPath, 'reset-group-offsets', topics.length === 0 ? { group } : { group, topics });
  await page.getByRole('radio', { name: goal, exact: true }).check();
}

/** Previews what is filled in; answers the new offsets by `topic-partition`, as the table shows them. */
export async function previewReset(page: Page): Promise<Readonly<Record<string, number>>> {
  await previewChange(page);
  const rows = page.getByRole('region', { name: /^Offsets by partition/ }).getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  const lines = await Promise.all((await rows.all()).map((row) => row.locator('th, td').allInnerTexts()));
  const [heads = [], ...cells] = lines;
  // What a new group cannot have has no column.
  const then = heads.findIndex((head) => head.trim() === 'Then');
  return Object.fromEntries(cells.map((cell) => [`${cell[0]}-${cell[1]}`, Number(cell[then]?.replaceAll(/\D/g, ''))]));
}

import { expect, type Page } from '@playwright/test';
import words from '@/lib/i18n/en/changes.json' with { type: 'json' };

export type OperationName = keyof typeof words.operation;

/** Where the result lives is told by `describe-operations.test.ts`; either place may be read back here. */
const AS_PLANNED = /^(Kafka|Highwater's own database) was read back and stands as planned\.$/;

/** Opens the form of an operation with these fields filled in; objects and lists of objects as JSON. */
export async function openChange(
  page: Page,
  clusterPath: string,
  operation: OperationName,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    const isPlainList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
    for (const item of isPlainList ? value : [value]) {
      query.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item));
    }
  }
  await page.goto(`${clusterPath}/change/${operation}?${query}`);
}

/** Previews what is filled in, and waits for the plan. */
export async function previewChange(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText(/^Good until/)).toBeVisible();
}

/** Confirms a preview as its risk asks, typed name and reason where they are wanted, and lands on the run. */
export async function confirmChange(page: Page, operation: OperationName): Promise<void> {
  const button = page.getByRole('button', { name: words.operation[operation].title, exact: true });
  await button.waitFor();
  const typed = page.getByRole('textbox', { name: /^Type .* to confirm/ });
  if (await typed.isVisible()) {
    const label = page.getByText(/^Type .* to confirm/).first();
    await typed.fill(/^Type (.*) to confirm/.exec((await label.textContent()) ?? '')?.[1] ?? '');
    await page.getByRole('textbox', { name: 'Reason' }).fill('a journey');
  }
  await button.click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
}

/** Waits until the run that is open has ended well. */
export async function expectAsPlanned(page: Page): Promise<void> {
  await expect(page.getByText(AS_PLANNED)).toBeVisible({ timeout: 90_000 });
}

/** Previews, confirms and waits for the end. */
export async function makeChange(page: Page, operation: OperationName): Promise<void> {
  await previewChange(page);
  await confirmChange(page, operation);
  await expectAsPlanned(page);
}

/** Goes back from the run that is open, whose undo is the same operation, as is that of most. */
export async function undoChange(page: Page, operation: OperationName): Promise<void> {
  await page.getByRole('link', { name: 'Undo' }).click();
  await expect(page.getByText(/^Good until/)).toBeVisible();
  await confirmChange(page, operation);
  await expectAsPlanned(page);
}

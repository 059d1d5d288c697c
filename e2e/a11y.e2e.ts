import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './harness/test';
import { listScreens, openScreen } from './screens-list';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** All that a theme decides. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe found, short enough to read in a failed test. */
interface Violation {
  readonly screen: string;
  readonly rule: string;
  readonly target: string;
  readonly why: string;
}

test.use({ expectedConsoleErrors: [/404 \(Not Found\)/] });

for (const locale of ['en', 'zh-CN'] as const) {
  test(`no screen breaks WCAG 2.2 AA in either theme, ${locale}`, async ({ browser, baseURL }) => {
    test.setTimeout(600_000);
    const context = await browser.newContext({
      colorScheme: 'light',
      reducedMotion: 'reduce',
      ...(baseURL ? { baseURL } : {}),
    });
    await context.addCookies([{ name: 'highwater-locale', value: locale, url: baseURL ?? '' }]);
    const page = await context.newPage();
    const violations: Violation[] = [];
    for (const screen of await listScreens(baseURL ?? '')) {
      await page.emulateMedia({ colorScheme: 'light' });
      await openScreen(page, screen);
      violations.push(...(await findViolations(new AxeBuilder({ page }).withTags(TAGS), `${screen.name}, light`)));
      await page.emulateMedia({ colorScheme: 'dark' });
      violations.push(
        ...(await findViolations(new AxeBuilder({ page }).withRules(COLOR_RULES), `${screen.name}, dark`)),
      );
    }
    await context.close();
    expect(violations).toEqual([]);
  });
}

async function findViolations(axe: AxeBuilder, screen: string): Promise<Violation[]> {
  const found = await axe.analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n')[1]?.trim() ?? '';
      return { screen, rule: id, target: target.join(' '), why };
    }),
  );
}

test('no screen scrolls sideways at 320 px, but its tables inside themselves', async ({ browser, baseURL }) => {
  test.setTimeout(300_000);
  const viewport = { width: 320, height: 640 };
  const context = await browser.newContext({ viewport, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  const tooWide: string[] = [];
  for (const screen of await listScreens(baseURL ?? '')) {
    await openScreen(page, screen);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > viewport.width) tooWide.push(`${screen.name}: ${width} px`);
  }
  await context.close();
  expect(tooWide).toEqual([]);
});

test('the document names its language, title and landmarks', async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: 'highwater-locale', value: 'zh-CN', url: baseURL ?? '' }]);
  await page.goto('/clusters/demo/topics');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page).toHaveTitle('Topic · Highwater');
  await expect(page.getByRole('banner')).toHaveCount(1);
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('navigation')).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Topic');
});

test('the first tab stop skips to the content', async ({ page }) => {
  await page.goto('/clusters/demo/topics');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

/**
 * Every long list in a real browser without a cache, before 9,000 topics, 39,000 partitions and 2,200 groups: from the
 * start of the navigation until rows are seen and a key pressed in the search box shows, against 1 s; until the search is
 * answered, against 1 s more; and what the API sends for the view, against 200 KB. The best of some tries, for the machine
 * may be busy. `tsx bench/browser-lists.ts [address]` measures a running Highwater that watches the simulated cluster.
 */
import type { Browser, Page, Response } from '@playwright/test';
import { openBrowser, openWindow } from './figures/open-browser';
import { printGoal } from './figures/print-goal';
import { LARGE_SHAPE } from './simulator/cluster-shape';
import { SIMULATED_CLUSTER, watchSimulator } from './simulator/watched-simulator';

const LIMIT_USABLE_MS = 1_000;
const LIMIT_SEARCH_MS = 1_000;
const LIMIT_PAYLOAD_KB = 200;
const TRIES = 5;
const ROW = 'tbody tr[data-row]';

interface List {
  readonly name: string;
  readonly path: string;
  /** What is typed, one key at a time, and which row it leaves first; null where the list is not searched but chosen from. */
  readonly search: { readonly text: string; readonly found: string } | null;
}

const LISTS: readonly List[] = [
  { name: 'topics', path: `${SIMULATED_CLUSTER}/topics`, search: { text: '08999', found: 'sim-topic-08999' } },
  { name: 'groups', path: `${SIMULATED_CLUSTER}/groups`, search: { text: 'group-02199', found: 'sim-group-02199' } },
  { name: 'brokers', path: `${SIMULATED_CLUSTER}/brokers`, search: { text: '127.1.0.29', found: '29' } },
  { name: 'lag', path: `${SIMULATED_CLUSTER}/lag`, search: null },
];

interface Figures {
  readonly usableMs: number;
  readonly searchMs: number | null;
  readonly payloadKb: number;
}

/** Milliseconds since the navigation of the page began, by its own clock, once what was done is painted. */
function readClock(page: Page): Promise<number> {
  return page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))),
  );
}

/** Bytes of an answer; 0 for one that is still under way when the window is closed, which belongs to no first view. */
function readSize(response: Response): Promise<number> {
  return response.body().then(
    (body) => body.length,
    () => 0,
  );
}

async function tryList(browser: Browser, url: string, list: List): Promise<Figures> {
  const context = await openWindow(browser, url);
  const page = await context.newPage();
  const answers: Promise<number>[] = [];
  page.on('response', (response) => {
    const isRead = response.url().includes('/api/v1/') && !response.url().endsWith('/events');
    if (isRead) answers.push(readSize(response));
  });
  await page.goto(list.path, { waitUntil: 'commit' });
  const search = list.search === null ? null : await startSearch(page, list.search);
  if (search === null) await chooseFirst(page);
  const usableMs = await readClock(page);
  const payload = await Promise.all(answers);
  const searchMs = (await search?.()) ?? null;
  await context.close();
  return { usableMs, searchMs, payloadKb: payload.reduce((sum, bytes) => sum + bytes, 0) / 1_024 };
}

/** Presses the first key; what it answers types the rest and tells how long the answer took. */
async function startSearch(page: Page, { text, found }: NonNullable<List['search']>) {
  await page.locator(ROW).first().waitFor();
  const box = page.locator('[data-page-search]');
  const first = text.slice(0, 1);
  await box.press(first);
  await page.waitForFunction(
    (key) => document.querySelector<HTMLInputElement>('[data-page-search]')?.value === key,
    first,
  );
  return async () => {
    await box.pressSequentially(text.slice(1));
    const typedMs = await readClock(page);
    await page.locator(ROW).first().getByText(found, { exact: true }).first().waitFor();
    return (await readClock(page)) - typedMs;
  };
}

/** Chooses a second group beside the first, by the keyboard. */
async function chooseFirst(page: Page): Promise<void> {
  const box = page.getByRole('listitem').getByRole('checkbox', { checked: false }).first();
  await box.waitFor();
  await box.press('Space');
  await page.waitForURL(/[?&]/);
}

const address = process.argv[2];
const watched =
  address === undefined ? await watchSimulator(LARGE_SHAPE) : { url: address, stop: async () => undefined };
const browser = await openBrowser();
try {
  for (const list of LISTS) {
    const tries: Figures[] = [];
    for (let count = 0; count < TRIES; count++) tries.push(await tryList(browser, watched.url, list));
    const usableMs = Math.min(...tries.map((one) => one.usableMs));
    const { name } = list;
    const worst = `worst of ${TRIES}: ${Math.max(...tries.map(({ usableMs }) => usableMs)).toFixed(0)} ms`;
    printGoal({
      name: `${name} usable`,
      value: usableMs,
      limit: LIMIT_USABLE_MS,
      unit: 'ms',
      note: worst,
    });
    const searchMs = tries.flatMap((one) => one.searchMs ?? []);
    if (searchMs.length > 0) {
      printGoal({ name: `${name} searched`, value: Math.min(...searchMs), limit: LIMIT_SEARCH_MS, unit: 'ms' });
    }
    const payloadKb = Math.max(...tries.map((one) => one.payloadKb));
    printGoal({ name: `${name} payload`, value: payloadKb, limit: LIMIT_PAYLOAD_KB, unit: 'KB' });
  }
} finally {
  await browser.close();
  await watched.stop();
}

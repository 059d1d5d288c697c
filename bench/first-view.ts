/**
 * JavaScript that a browser without a cache fetches for each main screen, gzipped, until nothing more comes, against
 * 250 KB. The library that draws charts comes after all else of its screen and is counted apart. `tsx bench/first-view.ts [address]` measures a running Highwater that watches the simulated cluster.
 */
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { pollUntil } from '@/demo/poll-until';
import { openScreen } from '@/e2e/screens-list';
import { openBrowser, openWindow } from './figures/open-browser';
import { printGoal } from './figures/print-goal';
import { groupId, topicName } from './simulator/cluster-shape';
import { SIMULATED_CLUSTER, watchSimulator } from './simulator/watched-simulator';

const LIMIT_KB = 250;
/** Links fetch ahead when the page is idle: this long without a script is the end. */
const QUIET_MS = 1_500;
const QUIET_DEADLINE_MS = 60_000;
const SHAPE = { brokers: 3, topics: 60, partitions: 180, groups: 20, positionsOfGroup: 12, delayMs: 0 };

const SCREENS = {
  clusters: '/clusters',
  overview: SIMULATED_CLUSTER,
  brokers: `${SIMULATED_CLUSTER}/brokers`,
  topics: `${SIMULATED_CLUSTER}/topics`,
  'one topic': `${SIMULATED_CLUSTER}/topics/${topicName(0)}`,
  groups: `${SIMULATED_CLUSTER}/groups`,
  'one group': `${SIMULATED_CLUSTER}/groups/${groupId(0)}`,
  lag: `${SIMULATED_CLUSTER}/lag`,
  alerts: `${SIMULATED_CLUSTER}/alerts`,
  reassignments: `${SIMULATED_CLUSTER}/reassignments`,
  timeline: `${SIMULATED_CLUSTER}/timeline`,
} as const;

/** Names of classes that Recharts gives what it draws. */
const CHART_LIBRARY = /recharts-(?:surface|wrapper|layer|cartesian)/;

/** Scripts that a page asks for, from now on. */
function watchScripts(page: Page) {
  const scripts = new Map<string, Promise<Buffer>>();
  let lastAtMs = performance.now();
  page.on('response', (response: Response) => {
    if (response.request().resourceType() !== 'script') return;
    lastAtMs = performance.now();
    scripts.set(response.url(), response.body());
  });
  return {
    untilQuiet: () =>
      pollUntil('the last script', async () => performance.now() - lastAtMs > QUIET_MS, {
        timeoutMs: QUIET_DEADLINE_MS,
        intervalMs: 100,
      }),
    bodies: () => Promise.all(scripts.values()),
  };
}

function sizeKb(bodies: readonly Buffer[]): number {
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1_024;
}

const address = process.argv[2];
const watched = address === undefined ? await watchSimulator(SHAPE) : { url: address, stop: async () => undefined };
const browser = await openBrowser();
try {
  for (const [name, path] of Object.entries(SCREENS)) {
    const context = await openWindow(browser, watched.url);
    const page = await context.newPage();
    const scripts = watchScripts(page);
    await openScreen(page, { name, path });
    await scripts.untilQuiet();
    const bodies = await scripts.bodies();
    const charts = bodies.filter((body) => CHART_LIBRARY.test(body.toString()));
    const kb = sizeKb(bodies) - sizeKb(charts);
    printGoal({
      name: `JavaScript of ${name}`,
      value: kb,
      limit: LIMIT_KB,
      unit: 'KB',
      note: `${bodies.length} files${charts.length > 0 ? `, and ${sizeKb(charts).toFixed(0)} KB to draw charts` : ''}`,
    });
    await context.close();
  }
} finally {
  await browser.close();
  await watched.stop();
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildBroker } from '@/lib/domain/testing/build-snapshot';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { serveMetrics } from './metrics-route';
import { type ExposedPage, parseExposition } from './testing/parse-exposition';
import { installTestRuntime, requestTo } from './testing/route-harness';

interface Panel {
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
}

interface Variable {
  readonly definition?: string;
}

const path = join(import.meta.dirname, '../../../docs/grafana/highwater.json');
const dashboard = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
};
const targets = dashboard.panels.flatMap((panel) =>
  (panel.targets ?? []).map((target) => ({ ...target, panel: panel.title })),
);
const queries = [
  ...targets.map(({ expr }) => expr),
  ...dashboard.templating.list.flatMap(({ definition }) => (definition === undefined ? [] : [definition])),
];

/** A round in which every metric has a sample, beside a group whose lag was not read. */
async function readOwnPage(): Promise<ExposedPage> {
  const logDir = { path: '/data', errorName: null, totalBytes: 9, usableBytes: 4, replicaBytes: 5, replicaCount: 1 };
  const { metrics } = installTestRuntime(
    'off',
    runRounds(3, (round) => ({
      brokers: [buildBroker(1, { logDirs: [logDir] })],
      topics: [{ name: 'orders', ends: [100 + round], totalBytes: 5 }],
      groups: [{ groupId: 'billing', positions: [{ topic: 'orders', committed: { 0: 50 + round } }] }],
      gaps: [{ fact: 'configs', brokerId: 1, topic: null, partition: null, groupId: null, reason: 'x', message: 'x' }],
      collector: {
        instanceId: 'i',
        leaseEpoch: 1,
        roundNumber: round,
        roundDurationMs: 20,
        overrunCount: 0,
        bufferedRounds: 0,
        requests: [{ brokerId: 1, circuit: 'closed', requestCounts: { Metadata: 4 }, errorCounts: { Metadata: 1 } }],
      },
    })),
  );
  metrics.observeRequest('/x', 'GET', 200, 0.1);
  const response = await serveMetrics().GET(requestTo('/metrics?profile=highwater'));
  return parseExposition(await response.text());
}

/** A metric's name and, where they stand behind it, the labels that it is narrowed by. */
function selectorsOf(query: string): readonly { name: string; labels: readonly string[] }[] {
  return [...query.matchAll(/\b(highwater_\w+)(?:\{([^}]*)\})?/g)].map(([, name = '', labels = '']) => ({
    name,
    labels: [...labels.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
  }));
}

describe('the dashboard of docs/grafana', () => {
  let page: ExposedPage;
  beforeAll(async () => {
    page = await readOwnPage();
  });
  const labelsOf = (name: string) => page.samples.find((sample) => sample.name === name)?.labels;

  test('1. asks for no metric that is not told, and for no label that it does not have', () => {
    expect(queries.length).toBeGreaterThan(20);
    for (const query of queries) {
      const selectors = selectorsOf(query);
      expect(selectors.length, query).toBeGreaterThan(0);
      for (const { name, labels } of selectors) {
        expect(labelsOf(name), `${name} in ${query}`).toBeDefined();
        for (const label of labels) expect(Object.keys(labelsOf(name) ?? {}), `${name} in ${query}`).toContain(label);
      }
    }
  });

  test('2. groups by and names labels that the metric has', () => {
    for (const { expr, legendFormat = '', panel } of targets) {
      const known = new Set(selectorsOf(expr).flatMap(({ name }) => Object.keys(labelsOf(name) ?? {})));
      const grouped = [...expr.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
      const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
      for (const label of [...grouped, ...shown]) expect([...known], `${panel}: ${expr}`).toContain(label);
    }
  });

  test('3. names every metric of Highwater about clusters at least once', () => {
    const asked = new Set(queries.flatMap((query) => selectorsOf(query).map(({ name }) => name)));
    const forgotten = [...page.types.keys()].filter(
      (name) => /^highwater_(group|topic_|broker|log_dir|partitions_)/.test(name) && !asked.has(name),
    );
    expect(forgotten).toEqual([]);
  });

  test('4. no two panels lie on each other', () => {
    const taken = new Set<string>();
    for (const { title, gridPos } of dashboard.panels) {
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x}:${y}`), title).toBe(false);
          taken.add(`${x}:${y}`);
        }
      }
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    }
  });
});

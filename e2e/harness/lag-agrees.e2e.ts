import type { APIRequestContext } from '@playwright/test';
import { type DescribedGroupRow, readDescribedGroups } from '@/demo/described-groups';
import { expect, test } from './test';

interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly committedOffset: number | null;
  readonly logEndOffset: number | null;
  readonly lag: number | null;
}

interface LagPage {
  readonly items: readonly PartitionLag[];
  readonly nextCursor: string | null;
  readonly capturedAtMs: number;
}

test('lag of every group equals kafka-consumer-groups while traffic rests', async ({ request, stack }) => {
  test.setTimeout(180_000);
  await stack.pauseTraffic();
  try {
    const pausedAtMs = Date.now();
    const rows = (await readDescribedGroups(stack.kafkaBrokers)).filter(({ topic }) => topic !== null);
    const groups = [...new Set(rows.map(({ group }) => group))];
    expect(groups.length).toBeGreaterThanOrEqual(12);
    for (const group of groups) {
      const said = rows.filter((row) => row.group === group).map(describeRow);
      await expect(async () => {
        const { items, capturedAtMs } = await readLag(request, group);
        expect(capturedAtMs).toBeGreaterThan(pausedAtMs);
        expect(
          items
            .filter(({ committedOffset }) => committedOffset !== null)
            .map(describeRow)
            .sort(),
          group,
        ).toEqual(said.filter((row) => !row.includes(' null ')).sort());
      }).toPass({ timeout: 30_000 });
    }
  } finally {
    await stack.resumeTraffic();
  }
});

function describeRow(row: PartitionLag | DescribedGroupRow): string {
  return `${row.topic}-${row.partition}: ${row.committedOffset} of ${row.logEndOffset}, lag ${row.lag}`;
}

async function readLag(
  request: APIRequestContext,
  group: string,
): Promise<{ items: PartitionLag[]; capturedAtMs: number }> {
  const items: PartitionLag[] = [];
  let page: LagPage | null = null;
  do {
    const cursor = page?.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : '';
    const answer = await request.get(
      `/api/v1/clusters/demo/groups/${encodeURIComponent(group)}/lag?limit=100${cursor}`,
    );
    expect(answer.status(), await answer.text()).toBe(200);
    page = (await answer.json()) as LagPage;
    items.push(...page.items);
  } while (page.nextCursor !== null);
  return { items, capturedAtMs: page.capturedAtMs };
}

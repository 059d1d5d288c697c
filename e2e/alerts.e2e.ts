import type { Page } from '@playwright/test';
import { type HttpReceiver, startHttpReceiver } from '@/lib/server/alerts/testing/http-receiver';
import { executeOperation } from './harness/operation-request';
import { expect, test } from './harness/test';

const ROOT = '/clusters/demo';
const API = `/api/v1${ROOT}`;
const CANARY = 'canary-webhook-signing-secret';

interface Told {
  readonly status: string;
  readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>> }[];
}

/** What reached the receiver about a rule, in order. */
function toldOf(receiver: HttpReceiver, rule: string): string[] {
  return receiver.received
    .map(({ body }) => JSON.parse(body) as Told)
    .flatMap(({ alerts }) => alerts.filter(({ labels }) => labels.alertname === rule).map(({ status }) => status));
}

async function worstGroup(page: Page): Promise<string> {
  const answer = await page.request.get(`${API}/groups?sort=-totalLag&limit=1`);
  return ((await answer.json()) as { items: { groupId: string }[] }).items[0]?.groupId ?? '';
}

test('an alert is made from a chart in two clicks, fires, is told, is silenced and closes', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const run = (operation: string, input: object) => executeOperation(`${baseURL}${API}`, operation, input);
  const receiver = await startHttpReceiver();
  const group = await worstGroup(page);
  let rule = '';
  try {
    await test.step('a channel is made and tested against a real receiver', async () => {
      await page.goto(`${ROOT}/change/save-alert-channel?channel=e2e&kind=webhook`);
      await page.getByRole('textbox', { name: /^Address/ }).fill(`${receiver.url}/hook`);
      await page.getByLabel(/^Secret/).fill(CANARY);
      await page.getByRole('button', { name: 'Preview', exact: true }).click();
      await expect(page.getByText(/^Good until/)).toBeVisible();
      await page.getByRole('button', { name: 'Alert channel', exact: true }).click();
      await expect(page.getByText("Highwater's own database was read back and stands as planned.")).toBeVisible({
        timeout: 30_000,
      });
      await run('test-alert-channel', { channel: 'e2e' });
      expect(toldOf(receiver, 'Highwater test')).toEqual(['firing']);
      expect(receiver.received[0]?.headers['x-highwater-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
    });

    await test.step('no answer holds the secret', async () => {
      for (const path of ['alerts/channels', 'operation-runs', 'audit']) {
        expect(await (await page.request.get(`${API}/${path}`)).text()).not.toContain(CANARY);
      }
    });

    await test.step('two clicks on a lag chart', async () => {
      await page.goto(`${ROOT}/groups/${encodeURIComponent(group)}`);
      await page.getByRole('button', { name: 'Alert on this lag' }).click();
      await page.getByRole('button', { name: 'Create alert' }).click();
      await expect(page.getByText(/watches from the next round on/)).toBeVisible();
      const rules = await (await page.request.get(`${API}/alerts/rules?search=${encodeURIComponent(group)}`)).json();
      expect(rules.items).toMatchObject([{ kind: 'group-lag', pattern: group, channels: ['e2e'] }]);
      rule = rules.items[0].rule;
    });

    const saved = { rule, kind: 'group-lag', pattern: group, channels: ['e2e'], forSeconds: 0 };
    await test.step('it fires and travels to the receiver', async () => {
      await run('save-alert-rule', { ...saved, threshold: 0 });
      await expect.poll(() => toldOf(receiver, rule), { timeout: 60_000 }).toEqual(['firing']);
      await page.goto(`${ROOT}/alerts`);
      await expect(page.getByRole('row', { name: new RegExp(`firing.*${rule}`) })).toBeVisible();
      await page.goto(ROOT);
      await expect(page.getByRole('heading', { name: 'Alerts that fire' })).toBeVisible();
    });

    await test.step('it is silenced in two clicks', async () => {
      await page.goto(`${ROOT}/alerts`);
      const row = page.getByRole('row', { name: new RegExp(`firing.*${rule}`) });
      await row.getByRole('button', { name: 'Silence' }).click();
      await page.getByRole('menuitem', { name: '30 minutes' }).click();
      await expect(row.getByText(/^Nobody is told: silence/)).toBeVisible({ timeout: 30_000 });
    });

    await test.step('it closes once, and the history tells who was told', async () => {
      await run('save-alert-rule', { ...saved, threshold: 1_000_000_000 });
      await expect.poll(() => toldOf(receiver, rule), { timeout: 60_000 }).toEqual(['firing', 'resolved']);
      await page.goto(`${ROOT}/alerts?tab=history`);
      await expect(page.getByRole('row', { name: /e2e: opening sent; e2e: closing sent/ })).toBeVisible();
    });

    await test.step('a rule is tried against history before it is saved', async () => {
      await page.goto(
        `${ROOT}/change/save-alert-rule?rule=try&kind=group-lag&threshold=0&pattern=${encodeURIComponent(group)}`,
      );
      await page.getByRole('button', { name: 'Try the last 7 days' }).click();
      await expect(page.getByText(/^It would (not )?have fired/)).toBeVisible();
    });
  } finally {
    await run('delete-alert-rule', { rule }).catch(() => undefined);
    await run('delete-alert-channel', { channel: 'e2e' }).catch(() => undefined);
    await receiver.close();
  }
});

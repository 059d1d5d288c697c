import type { KafkaCluster } from '@/demo/kafka-cluster';
import { runKafkaTool } from '@/demo/kafka-tool';
import words from '@/lib/i18n/en/changes.json' with { type: 'json' };
import { type AnotherHighwater, startAnotherHighwater } from './harness/another-highwater';
import { makeChange } from './harness/change-page';
import { startDisposableCluster } from './harness/disposable-cluster';
import { expect, test } from './harness/test';

const TOPIC = 'orphaned';
const PATIENCE = { timeout: 60_000, intervals: [500] };
let cluster: KafkaCluster;
let highwater: AnotherHighwater;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  cluster = await startDisposableCluster();
  highwater = await startAnotherHighwater({ HIGHWATER_AUTH: 'off', KAFKA_BROKERS: cluster.bootstrapServers });
});
test.afterAll(async () => {
  await highwater?.stop();
  await cluster?.discard();
});

function nodeOf(id: number) {
  const node = cluster.nodes.find(({ nodeId }) => nodeId === id);
  if (!node) throw new Error(`no broker ${id}`);
  return node;
}

/** What one of Kafka's own tools prints. */
async function ask(mainClass: string, ...args: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runKafkaTool(`org.apache.kafka.tools.${mainClass}`, args);
  if (exitCode !== 0) throw new Error(`${mainClass} failed: ${stderr || stdout}`);
  return stdout;
}
const topics = (...args: string[]) => ask('TopicCommand', '--bootstrap-server', cluster.bootstrapServers, ...args);
const describeTopic = () => topics('--describe', '--topic', TOPIC);
const listBrokers = () =>
  ask('ClusterTool', 'list-endpoints', '--bootstrap-server', cluster.bootstrapServers, '--include-fenced-brokers');

test('a partition whose last replica is gone gets a leader, and the broker that is gone is forgotten', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await topics('--create', '--topic', TOPIC, '--replica-assignment', '2:3', '--config', 'min.insync.replicas=1');
  await nodeOf(2).kill();
  await expect.poll(describeTopic, PATIENCE).toMatch(/Isr: 3\s/);
  await nodeOf(3).kill();
  await nodeOf(2).start();
  await expect.poll(describeTopic, PATIENCE).toMatch(/Leader: none/);

  await test.step('elect-leaders-unclean', async () => {
    const root = `${highwater.url}/clusters/demo`;
    await page.goto(`${root}/change/elect-leaders-unclean?topics=${TOPIC}`);
    await makeChange(page, 'elect-leaders-unclean');
    expect(await describeTopic()).toMatch(/Leader: 2\s.*Isr: 2\s/);
  });

  await test.step('unregister-broker', async () => {
    const root = `${highwater.url}/clusters/demo`;
    await page.goto(`${root}/brokers/3`);
    await page.getByRole('button', { name: words.action.menu }).click();
    await page.getByRole('menuitem', { name: words.action.unregister }).click();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await expect(page.getByText(`${TOPIC}-0`).first()).toBeVisible();
    await topics('--delete', '--topic', TOPIC);
    expect(await listBrokers()).toMatch(/^3\s/m);
    await makeChange(page, 'unregister-broker');
    expect(await listBrokers()).not.toMatch(/^3\s/m);
  });
});

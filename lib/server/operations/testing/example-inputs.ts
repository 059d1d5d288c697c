import { saveAlertChannel } from '@/lib/operations/alerts/alert-channels';
import { saveAlertRule, saveMaintenanceWindow, silenceAlerts } from '@/lib/operations/alerts/alert-settings';
import { CONFIG_RESOURCE, readConfigs } from '@/lib/operations/facts/read-configs';
import { saveRestorePoint } from '@/lib/operations/groups/save-restore-point';
import { writeObjective } from '@/lib/operations/objectives/freshness-objectives';
import { reassignPartitions } from '@/lib/operations/reassignment/reassign-partitions';
import { alterReassignments } from '@/lib/operations/reassignment/step-reassignment';
import { startHttpReceiver } from '@/lib/server/alerts/testing/http-receiver';
import { uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { createOperationContext } from '../operation-context';
import { stepRuns } from '../step-runs';
import { type OperationRig, runConfirmed } from './operation-rig';
import { readPartitions } from './reassignment-rig';

const LOGGER = 'kafka.server.ReplicaManager';

function describeWebhook(url: string) {
  return { channel: uniqueName('channel'), kind: 'webhook', url };
}

/** An input that an operation takes on the cluster as it is, made ready for it. */
type MakeInput = (rig: OperationRig) => Promise<unknown>;

async function createTopicFor(rig: OperationRig, assignment: readonly (readonly number[])[] = [[1], [2]]) {
  const topic = uniqueName('example');
  await rig.client.createTopic(topic, assignment);
  return topic;
}

/** Asks again and again until there is an answer; the deadline of the test ends it. */
async function askUntilKnown<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** A topic led by another broker than its first replica. */
async function createAstray(rig: OperationRig): Promise<string> {
  const topic = await createTopicFor(rig, [[1, 2]]);
  await alterReassignments(createOperationContext(rig.access).kafka, [{ topic, partition: 0, replicas: [2, 1] }]);
  await askUntilKnown(async () => ((await readPartitions(rig, topic))[0]?.replicas[0] === 2 ? true : undefined));
  return topic;
}

/** A run that goes on until it is cancelled: its throttle lets next to nothing through. */
async function startSlowRun(rig: OperationRig, control: { readonly isPaused?: boolean } = {}): Promise<string> {
  const topic = await createTopicFor(rig, [[1], [1]]);
  const assignment = [0, 1].map((partition) => ({ topic, partition, replicas: [2] }));
  const input = { goal: { kind: 'exact', assignment }, bytesPerSecond: 1_000, maxMovesPerBroker: 1 };
  const { runId } = await runConfirmed(rig.access, reassignPartitions, input);
  if (control.isPaused) await createOperationContext(rig.access).runs.steer(runId, control);
  return runId;
}

async function describeFreeLogDir(rig: OperationRig) {
  const topic = await createTopicFor(rig, [[1]]);
  const asked = [{ topic, partitions: [0] }];
  // A broker makes the log of a new partition a moment after the topic is there.
  const from = await askUntilKnown(async () => {
    const held = await rig.client.gateway.call('DescribeLogDirs', { topics: asked }, { brokerId: 1 });
    return held.results.find(({ topics }) => topics.some(({ name }) => name === topic))?.logDir;
  });
  const all = await rig.client.gateway.call('DescribeLogDirs', { topics: null }, { brokerId: 1 });
  const logDir = all.results.map((dir) => dir.logDir).find((dir) => dir !== from) ?? '';
  return { brokerId: 1, moves: [{ topic, partition: 0, logDir }] };
}

/** A group without members that has read some of a topic. */
async function createGroupFor(rig: OperationRig): Promise<string> {
  const [topic, group] = [await createTopicFor(rig), uniqueName('example')];
  await rig.client.appendRecords(topic, 0, 5);
  await rig.client.commitOffsets(group, topic, { 0: 3, 1: 0 });
  return group;
}

/** One for every operation of the registry; null where the suite's cluster cannot be brought into the state that it needs. */
export const EXAMPLE_INPUTS: Readonly<Record<string, MakeInput | null>> = {
  'create-topic': async () => ({ topic: uniqueName('example'), partitionCount: 1, replicationFactor: 1 }),
  'create-topics': async () => ({
    topics: [{ topic: uniqueName('example'), partitionCount: 1, replicationFactor: 1 }],
  }),
  'delete-topic': async (rig) => ({ topics: [await createTopicFor(rig)] }),
  'recreate-topic': async (rig) => ({ topic: await createTopicFor(rig) }),
  'alter-topic-configs': async (rig) => ({ topics: [await createTopicFor(rig)], set: { 'retention.ms': '3600000' } }),
  'add-partitions': async (rig) => ({ topics: [await createTopicFor(rig)], total: 3 }),
  'delete-records': async (rig) => {
    const topic = await createTopicFor(rig);
    await rig.client.appendRecords(topic, 0, 5);
    return { topic, to: { kind: 'all' } };
  },
  'reassign-partitions': async (rig) => ({
    goal: { kind: 'drain', brokerIds: [1] },
    topics: [await createTopicFor(rig)],
  }),
  'change-replication-factor': async (rig) => ({ topics: [await createTopicFor(rig)], replicationFactor: 2 }),
  'cancel-reassignment': async (rig) => ({ runId: await startSlowRun(rig) }),
  'set-reassignment-throttle': async (rig) => {
    const runId = await startSlowRun(rig);
    await stepRuns(rig.access);
    return { runId, bytesPerSecond: null };
  },
  'pause-reassignment': async (rig) => ({ runId: await startSlowRun(rig) }),
  'resume-reassignment': async (rig) => ({ runId: await startSlowRun(rig, { isPaused: true }) }),
  'elect-leaders': async (rig) => ({ topics: [await createAstray(rig)] }),
  // Both need a broker that is gone, which the cluster that other tests share must not lose.
  'elect-leaders-unclean': null,
  'unregister-broker': null,
  'set-election-policy': async () => ({ isEnabled: false, intervalMinutes: 60 + Math.floor(Math.random() * 1_000) }),
  'save-freshness-objective': async () => ({ group: uniqueName('fresh'), targetPercent: 99.5, limitSeconds: 60 }),
  'delete-freshness-objective': async (rig) => {
    const group = uniqueName('stale');
    const { settings } = createOperationContext(rig.access);
    await writeObjective(settings, group, { group, targetPercent: 99, limitSeconds: 60, windowDays: 30 });
    return { group };
  },
  'alter-broker-configs': async () => ({
    brokerId: 3,
    set: { 'log.cleaner.backoff.ms': String(15_000 + Math.floor(Math.random() * 10_000)) },
  }),
  'alter-broker-loggers': async (rig) => {
    const { kafka } = createOperationContext(rig.access);
    const loggers = await readConfigs(kafka, { type: CONFIG_RESOURCE.brokerLogger, name: '3' });
    const level = loggers.get(LOGGER)?.value === 'DEBUG' ? 'INFO' : 'DEBUG';
    return { brokerId: 3, levels: { [LOGGER]: level } };
  },
  'move-replica-log-dir': describeFreeLogDir,
  'save-alert-rule': async () => ({ rule: uniqueName('rule'), kind: 'group-lag', threshold: 1_000 }),
  'delete-alert-rule': async (rig) => {
    const rule = uniqueName('rule');
    await runConfirmed(rig.access, saveAlertRule, { rule, kind: 'group-lag', threshold: 1_000 });
    return { rule };
  },
  'silence-alerts': async () => ({ rulePattern: uniqueName('rule') }),
  'end-silence': async (rig) => {
    const silence = uniqueName('silence');
    await runConfirmed(rig.access, silenceAlerts, { silence });
    return { silence };
  },
  'save-maintenance-window': async () => ({ window: uniqueName('window'), days: [6], toMinute: 60 }),
  'delete-maintenance-window': async (rig) => {
    const window = uniqueName('window');
    await runConfirmed(rig.access, saveMaintenanceWindow, { window, days: [6], toMinute: 60 });
    return { window };
  },
  'save-alert-channel': async () => describeWebhook('http://127.0.0.1:9/'),
  'delete-alert-channel': async (rig) => {
    const channel = describeWebhook('http://127.0.0.1:9/');
    await runConfirmed(rig.access, saveAlertChannel, channel);
    return { channel: channel.channel };
  },
  'test-alert-channel': async (rig) => {
    const receiver = await startHttpReceiver();
    receiver.answerWith((_, response) => {
      response.end('ok', () => void receiver.close());
    });
    const channel = describeWebhook(receiver.url);
    await runConfirmed(rig.access, saveAlertChannel, channel);
    return { channel: channel.channel };
  },
  'reset-group-offsets': async (rig) => ({ group: await createGroupFor(rig), to: { kind: 'earliest' } }),
  'delete-group-offsets': async (rig) => ({ group: await createGroupFor(rig) }),
  'delete-group': async (rig) => ({ groups: [await createGroupFor(rig)] }),
  'remove-group-member': async (rig) => {
    const [topic, group] = [await createTopicFor(rig), uniqueName('example')];
    await rig.client.startConsumer(group, topic);
    return { group };
  },
  'save-restore-point': async (rig) => ({ group: await createGroupFor(rig), name: 'before the release' }),
  'delete-restore-point': async (rig) => {
    const input = { group: await createGroupFor(rig), name: 'before the release' };
    await runConfirmed(rig.access, saveRestorePoint, input);
    return input;
  },
};

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StartedProcess, startProcess } from '@/demo/child-process';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { KAFKA_TOOLS, type KafkaToolResult, runKafkaTool } from '@/demo/kafka-tool';
import { pollUntil } from '@/demo/poll-until';
import { type GroupNow, readGroup } from '@/lib/operations/facts/read-groups';
import type { OperationKafka } from '@/lib/operations/operation';

const CONSOLE = {
  classic: { main: 'ConsoleConsumer', flags: ['group.protocol=classic'] },
  consumer: { main: 'ConsoleConsumer', flags: ['group.protocol=consumer'] },
  share: { main: 'ConsoleShareConsumer', flags: [] },
} as const;

interface MemberOptions {
  readonly type: keyof typeof CONSOLE;
  readonly groupId: string;
  readonly topic: string;
  /** Client properties, `name=value`. */
  readonly properties?: readonly string[];
}

/** Members of groups, each Kafka's own console tool, and the tool that tells of them. */
export interface GroupRig {
  /** Starts a member and waits until the group has `members` of them. */
  startMember(options: MemberOptions, members?: number): Promise<StartedProcess>;
  pollGroup(groupId: string, isReady: (group: GroupNow) => boolean): Promise<GroupNow>;
  /** Where `--reset-offsets --dry-run --export` would put a group's offsets, by `topic-partition`. */
  dryRun(groupId: string, ...args: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** Offsets of a table that `kafka-share-groups` prints, new ones or start offsets, by `topic-partition`. */
  shareOffsets(...args: readonly string[]): Promise<Readonly<Record<string, number>>>;
  tool(name: keyof typeof KAFKA_TOOLS, ...args: readonly string[]): Promise<KafkaToolResult>;
  close(): Promise<void>;
}

export function createGroupRig(kafka: OperationKafka, brokers: string): GroupRig {
  const folder = mkdtempSync(path.join(tmpdir(), 'highwater-groups-'));
  const members: StartedProcess[] = [];
  const tool: GroupRig['tool'] = (name, ...args) =>
    runKafkaTool(KAFKA_TOOLS[name], ['--bootstrap-server', brokers, ...args]);
  const pollGroup: GroupRig['pollGroup'] = (groupId, isReady) =>
    pollUntil(
      `group ${groupId}`,
      async () => {
        const group = await readGroup(kafka, groupId);
        return isReady(group) && group;
      },
      { timeoutMs: 60_000, intervalMs: 300 },
    );
  return {
    tool,
    pollGroup,
    async startMember({ type, groupId, topic, properties = [] }, count = 1) {
      const { javaPath, classpath } = await ensureKafkaJars();
      const { main, flags } = CONSOLE[type];
      const jvm = ['-Xmx96m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath];
      const args = ['--bootstrap-server', brokers, '--topic', topic, '--group', groupId];
      const given = [...flags, ...properties].flatMap((property) => ['--command-property', property]);
      const member = startProcess(javaPath, [...jvm, `org.apache.kafka.tools.consumer.${main}`, ...args, ...given], {
        logPath: path.join(folder, 'member.log'),
      });
      members.push(member);
      await pollGroup(groupId, (group) => group.state === 'Stable' && group.members.length === count);
      return member;
    },
    async dryRun(groupId, ...args) {
      const flags = ['--reset-offsets', '--dry-run', '--export', '--group', groupId];
      const { stdout, stderr } = await tool('consumerGroups', ...flags, ...args);
      const rows = stdout.split('\n').flatMap((line) => {
        const [, topic, partition, offset] = /^"?([\w.-]+)"?,(\d+),(\d+)$/.exec(line.trim()) ?? [];
        return topic === undefined ? [] : [[`${topic}-${partition}`, Number(offset)] as const];
      });
      if (rows.length === 0) throw new Error(`the tool planned nothing: ${stdout} ${stderr}`);
      return Object.fromEntries(rows);
    },
    async shareOffsets(...args) {
      const { stdout, stderr } = await tool('shareGroups', ...args);
      const table = stdout.split('\n').map((line) => line.trim().split(/\s+/));
      const [titles = [], ...rows] = table.slice(table.findIndex(([title]) => title === 'GROUP'));
      const at = titles.findIndex((title) => /^(NEW|START)-OFFSET$/.test(title));
      if (at < 0) throw new Error(`the tool told no offsets: ${stdout} ${stderr}`);
      const offsets = rows.filter((row) => row.length === titles.length);
      return Object.fromEntries(offsets.map((row) => [`${row[1]}-${row[2]}`, Number(row[at])]));
    },
    async close() {
      await Promise.all(members.map((member) => member.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

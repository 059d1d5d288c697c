/** A topic as one entry of the text form says it. */
export interface TopicLine {
  readonly topic: string;
  readonly partitionCount: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** What is wrong with an entry: its shape, or the part that is named. */
export type TopicLineProblem = 'shape' | 'topic' | 'partitions' | 'replication' | 'cleanupPolicy' | 'duplicate';

export interface ParsedTopicLines {
  readonly topics: readonly TopicLine[];
  readonly problems: readonly { readonly entry: string; readonly problem: TopicLineProblem }[];
}

const POLICIES: ReadonlyMap<string, string> = new Map([
  ['compact', 'compact'],
  ['delete', 'delete'],
  ['compact+delete', 'compact,delete'],
]);
const TOPIC = /^[\w.-]{1,249}$/;

/**
 * Topics from text such as `orders:12:3, audit:1:1:compact`: name, partitions, replicas and, where given, cleanup policy
 * (`compact`, `delete` or `compact+delete`), entries on lines of their own or split by commas. Empty entries are passed over.
 */
export function parseTopicLines(text: string): ParsedTopicLines {
  const entries = text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const topics: TopicLine[] = [];
  const problems: { entry: string; problem: TopicLineProblem }[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const parsed = parseEntry(entry);
    if (typeof parsed === 'string') problems.push({ entry, problem: parsed });
    else if (seen.has(parsed.topic)) problems.push({ entry, problem: 'duplicate' });
    else {
      seen.add(parsed.topic);
      topics.push(parsed);
    }
  }
  return { topics, problems };
}

function parseEntry(entry: string): TopicLine | TopicLineProblem {
  const [topic = '', partitions = '', replication = '', policyName, ...rest] = entry
    .split(':')
    .map((one) => one.trim());
  if (partitions === '' || replication === '' || rest.length > 0) return 'shape';
  if (!TOPIC.test(topic) || topic === '.' || topic === '..') return 'topic';
  const partitionCount = parseCount(partitions, 100_000);
  if (partitionCount === null) return 'partitions';
  const replicationFactor = parseCount(replication, 1_000);
  if (replicationFactor === null) return 'replication';
  if (policyName === undefined) return { topic, partitionCount, replicationFactor, configs: {} };
  const policy = POLICIES.get(policyName);
  if (policy === undefined) return 'cleanupPolicy';
  return { topic, partitionCount, replicationFactor, configs: { 'cleanup.policy': policy } };
}

function parseCount(text: string, most: number): number | null {
  const count = Number(text);
  return /^\d+$/.test(text) && count >= 1 && count <= most ? count : null;
}

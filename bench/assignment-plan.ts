/**
 * Our plans against what `kafka-reassign-partitions --generate` (4.3.1) and CMAK propose, on layouts that were
 * recorded and on others from fixed seeds: `npx tsx bench/assignment-plan.ts`. Needs a JDK and the jars of the demo, no
 * cluster. Kafka and CMAK start at a random broker, so each draws several times: the median of their bytes counts, and
 * the luckiest draw is told beside it. What Kafka's tool proposed on a recorded cluster itself is taken where it was asked.
 */
import type { AssignmentGoal, AssignmentOptions } from '@/lib/domain/assignment-plan/assignment-goal';
import type { BrokerPlace, ClusterLayout } from '@/lib/domain/assignment-plan/cluster-layout';
import { planAssignment } from '@/lib/domain/assignment-plan/plan-assignment';
import { generateByCmak } from './assignment-plan/cmak-generate';
import {
  type GeneratedAssignment,
  type GenerateRequest,
  generateByKafka,
  readReplicaLists,
} from './assignment-plan/kafka-generate';
import {
  buildBenchLayout,
  buildBroker,
  LAYOUT_KINDS,
  type LayoutInput,
  readRecordedLayouts,
} from './assignment-plan/layouts';

const SIZES = [
  { brokerCount: 4, partitionCount: 60, seeds: 4, draws: 5 },
  { brokerCount: 6, partitionCount: 300, seeds: 4, draws: 5 },
  { brokerCount: 9, partitionCount: 1_000, seeds: 4, draws: 5 },
  { brokerCount: 12, partitionCount: 2_000, seeds: 4, draws: 5 },
  { brokerCount: 18, partitionCount: 4_000, seeds: 4, draws: 5 },
  { brokerCount: 24, partitionCount: 8_000, seeds: 4, draws: 5 },
  { brokerCount: 36, partitionCount: 40_000, seeds: 1, draws: 3 },
] as const;
const RECORDED_DRAWS = 5;
const RACKS = [0, 3];
const SCENARIOS = ['balance', 'drain', 'add'] as const;
const LARGE_PARTITIONS = 40_000;
const LIMIT_LARGE_MS = 3_000;
const LIMIT_MEDIAN_RATIO = 0.25;
const OPTIONS: AssignmentOptions = {
  selection: null,
  allowedBrokerIds: null,
  minInSyncReplicas: {},
  acknowledged: { replicationFactorChange: false, minIsrRisk: false, reassignmentRunning: false },
};

interface Task extends LayoutInput {
  readonly scenario: (typeof SCENARIOS)[number];
  /** In the table. */
  readonly name: string;
  /** What Kafka's tool proposed on the cluster itself. */
  readonly recorded: readonly GeneratedAssignment[];
  readonly layout: ClusterLayout;
  readonly goal: AssignmentGoal;
  readonly request: GenerateRequest;
}

interface Proposal {
  readonly bytes: number;
  /** Of the luckiest draw. */
  readonly leastBytes: number;
  /** Most minus fewest replicas, and preferred leaders, on the brokers in use. */
  readonly replicaSpan: number;
  readonly leaderSpan: number;
}

interface Result {
  readonly task: Task;
  readonly ours: Proposal;
  readonly kafka: Proposal;
  readonly cmak: Proposal;
  readonly cpuMs: number;
}

function listTasks(): Task[] {
  return SIZES.flatMap(({ brokerCount, partitionCount, seeds, draws }) =>
    Array.from({ length: seeds }, (_, i) => i + 1).flatMap((seed) =>
      LAYOUT_KINDS.flatMap((kind) =>
        RACKS.flatMap((rackCount) =>
          SCENARIOS.map((scenario) => {
            const input = { kind, brokerCount, partitionCount, rackCount, seed };
            const added = buildBroker(brokerCount, rackCount);
            return {
              ...input,
              name: kind,
              recorded: [],
              ...buildScenario(buildBenchLayout(input), scenario, added, draws),
            };
          }),
        ),
      ),
    ),
  );
}

/** Balancing, growing and, where the replicas fit on one broker less, draining of layouts that were recorded. */
function listRecordedTasks(): Task[] {
  return [...readRecordedLayouts()].flatMap(([name, layout]) => {
    const { brokers, partitions, generated } = layout;
    const most = partitions.reduce((factor, { replicas }) => Math.max(factor, replicas.length), 0);
    const input = {
      kind: 'recorded',
      brokerCount: brokers.length,
      partitionCount: partitions.length,
      rackCount: new Set(brokers.map(({ rack }) => rack)).size,
      seed: 0,
      name,
    } as const;
    const scenarios = SCENARIOS.filter((scenario) => scenario !== 'drain' || most < brokers.length);
    return scenarios.map((scenario) => {
      const built = buildScenario(layout, scenario, findAdded(layout), RECORDED_DRAWS);
      const asked = built.request.brokers.map(({ brokerId }) => brokerId).sort((left, right) => left - right);
      const draws = generated.filter(({ brokerIds }) => brokerIds.join() === asked.join());
      return {
        ...input,
        recorded: draws.map(({ replicas }) => readReplicaLists(Object.entries(replicas))),
        ...built,
      };
    });
  });
}

/** The broker that stands empty, or a new one in the rack that has the fewest. */
function findAdded({ brokers, partitions }: ClusterLayout): BrokerPlace {
  const used = new Set(partitions.flatMap(({ replicas }) => replicas));
  const sizeOf = (rack: string | null) => brokers.filter((broker) => broker.rack === rack).length;
  const [smallest] = [...brokers].sort((left, right) => sizeOf(left.rack) - sizeOf(right.rack));
  const empty = brokers.find(({ brokerId }) => !used.has(brokerId));
  return empty ?? { ...buildBroker(brokers.length, 0), rack: smallest?.rack ?? null };
}

/** Drains broker 1, or fills one; Kafka and CMAK are asked to spread everything over what is left, or over all. */
function buildScenario(
  before: ClusterLayout,
  scenario: Task['scenario'],
  added: BrokerPlace,
  draws: number,
): Pick<Task, 'scenario' | 'layout' | 'goal' | 'request'> {
  const others = before.brokers.filter(({ brokerId }) => brokerId !== added.brokerId);
  const layout = scenario === 'add' ? { ...before, brokers: [...others, added] } : before;
  const brokers = scenario === 'drain' ? layout.brokers.filter(({ brokerId }) => brokerId !== 1) : layout.brokers;
  const goals: Record<Task['scenario'], AssignmentGoal> = {
    balance: { kind: 'balance' },
    drain: { kind: 'drain', brokerIds: [1] },
    add: { kind: 'fill', brokerIds: [added.brokerId] },
  };
  return { scenario, layout, goal: goals[scenario], request: { brokers, partitions: layout.partitions, draws } };
}

function judgeProposal({ layout, request }: Task, assignment: GeneratedAssignment): Omit<Proposal, 'leastBytes'> {
  const replicas = new Map(request.brokers.map(({ brokerId }) => [brokerId, 0]));
  const leaders = new Map(replicas);
  let bytes = 0;
  for (const place of layout.partitions) {
    const to = assignment.get(`${place.topic}:${place.partition}`) ?? place.replicas;
    bytes += (place.bytes ?? 0) * to.filter((id) => !place.replicas.includes(id)).length;
    for (const id of to) replicas.set(id, (replicas.get(id) ?? 0) + 1);
    leaders.set(to[0] as number, (leaders.get(to[0] as number) ?? 0) + 1);
  }
  const spanOf = (counts: Iterable<number>) => Math.max(...counts) - Math.min(...counts);
  return { bytes, replicaSpan: spanOf([...replicas.values()]), leaderSpan: spanOf([...leaders.values()]) };
}

/** The draw with the median of bytes. */
function judgeDraws(task: Task, draws: readonly GeneratedAssignment[]): Proposal {
  const proposals = draws.map((draw) => judgeProposal(task, draw)).sort((left, right) => left.bytes - right.bytes);
  const middle = proposals[Math.floor(proposals.length / 2)];
  if (middle === undefined) throw new Error('nothing was drawn');
  return { ...middle, leastBytes: proposals[0]?.bytes ?? middle.bytes };
}

function planOurs(task: Task): { ours: Proposal; cpuMs: number } {
  const before = process.cpuUsage();
  const plan = planAssignment(task.layout, task.goal, OPTIONS);
  const { user, system } = process.cpuUsage(before);
  if (plan.refusals.length > 0) throw new Error(`refused: ${JSON.stringify(plan.refusals)}`);
  const assignment = new Map(plan.moves.map(({ topic, partition, to }) => [`${topic}:${partition}`, to]));
  return { ours: judgeDraws(task, [assignment]), cpuMs: (user + system) / 1_000 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

/** Nothing against nothing is no more than it. */
function ratioOf(ours: number, theirs: number): number {
  return ours === 0 ? 0 : ours / theirs;
}

/** What a drain copies as a part of what lies on its broker, less than which cannot be; 0 where nothing is drained. */
function ratioOfDrain({ task: { layout, goal }, ours }: Result): number {
  if (goal.kind !== 'drain') return 0;
  const [drained = -1] = goal.brokerIds;
  const held = layout.partitions.filter(({ replicas }) => replicas.includes(drained));
  return ratioOf(
    ours.bytes,
    held.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
  );
}

function printTable(results: readonly Result[]): void {
  const titles = ['of Kafka', 'worst', 'of CMAK', 'worst', 'replicas', 'leaders', 'CPU ms'];
  console.log(
    'Our bytes as a share of theirs: median and worst; after it, most minus fewest a broker, ours / Kafka, median.',
  );
  console.log(
    `${'brokers partitions layout         scenario'.padEnd(44)}${titles.map((title) => title.padStart(19)).join('')}`,
  );
  for (const [name, row] of groupRows(results)) {
    console.log(
      name.padEnd(44) +
        describeRow(row)
          .map((cell) => cell.padStart(19))
          .join(''),
    );
  }
}

/** Results of one size, layout and scenario, under their name in the table. */
function groupRows(results: readonly Result[]): ReadonlyMap<string, readonly Result[]> {
  const rows = new Map<string, Result[]>();
  for (const result of results) {
    const { brokerCount, partitionCount, name: layout, scenario } = result.task;
    const name = `${String(brokerCount).padStart(7)} ${String(partitionCount).padStart(10)} ${layout.padEnd(14)} ${scenario}`;
    rows.set(name, [...(rows.get(name) ?? []), result]);
  }
  return rows;
}

function describeRow(row: readonly Result[]): string[] {
  const ofKafka = row.map(({ ours, kafka }) => ratioOf(ours.bytes, kafka.bytes));
  const ofCmak = row.map(({ ours, cmak }) => ratioOf(ours.bytes, cmak.bytes));
  const spans = (of: (proposal: Proposal) => number) =>
    `${median(row.map(({ ours }) => of(ours)))} / ${median(row.map(({ kafka }) => of(kafka)))}`;
  return [
    ...[median(ofKafka), Math.max(...ofKafka), median(ofCmak), Math.max(...ofCmak)].map((ratio) => ratio.toFixed(3)),
    spans((proposal) => proposal.replicaSpan),
    spans((proposal) => proposal.leaderSpan),
    Math.max(...row.map(({ cpuMs }) => cpuMs)).toFixed(0),
  ];
}

/** Prints each goal; true when all are met. */
function judgeGoals(results: readonly Result[]): boolean {
  const ratios = results.map(({ ours, kafka }) => ratioOf(ours.bytes, kafka.bytes));
  const ofOneBroker = results.filter(({ task }) => task.scenario !== 'balance');
  const large = results.filter(({ task }) => task.partitionCount >= LARGE_PARTITIONS);
  const goals: readonly [goal: string, value: number, most: number][] = [
    [`most bytes against Kafka's generate, of ${results.length} layouts`, Math.max(...ratios), 1],
    [
      'median of them when one broker is drained or added',
      median(ofOneBroker.map(({ ours, kafka }) => ratioOf(ours.bytes, kafka.bytes))),
      LIMIT_MEDIAN_RATIO,
    ],
    ['bytes of a drain against those on the broker, the most', Math.max(...results.map(ratioOfDrain)), 1],
    [
      `ms of CPU for ${LARGE_PARTITIONS} partitions, slowest plan`,
      Math.max(...large.map(({ cpuMs }) => cpuMs)),
      LIMIT_LARGE_MS,
    ],
  ];
  const luckier = results.filter(({ ours, kafka }) => ours.bytes > kafka.leastBytes);
  console.log(
    `Kafka's luckiest draw moves fewer bytes than our plan on ${luckier.length} of ${results.length} layouts.`,
  );
  for (const [goal, value, most] of goals) {
    console.log(
      `${goal.padEnd(58)} ${value.toFixed(3).padStart(9)}  goal ≤ ${most}  ${value <= most ? 'met' : 'MISSED'}`,
    );
  }
  return goals.every(([, value, most]) => value <= most);
}

const tasks = [...listRecordedTasks(), ...listTasks()];
const generated = await generateByKafka(tasks.map(({ request }) => request));
const results = tasks.map((task, index): Result => {
  const kafka = judgeDraws(task, task.recorded.length > 0 ? task.recorded : (generated[index] ?? []));
  const cmak = judgeDraws(task, generateByCmak(task.request, task.seed));
  return { task, kafka, cmak, ...planOurs(task) };
});
printTable(results);
console.log();
if (!judgeGoals(results)) {
  for (const { task, ours, kafka } of results.filter((result) => result.ours.bytes > result.kafka.bytes)) {
    const { name, scenario, brokerCount, rackCount, seed } = task;
    console.log(
      `more than Kafka: ${name} ${scenario} brokers ${brokerCount} racks ${rackCount} seed ${seed}: ${ours.bytes} > ${kafka.bytes}`,
    );
  }
  process.exitCode = 1;
}

import { mkdirSync } from 'node:fs';
import { ensureBuild } from '@/demo/build';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { KAFKA_VERSIONS, type KafkaVersion, NEWEST_KAFKA } from '@/demo/kafka-version';
import { runChecks } from './check';
import { ensureChromium } from './ensure-chromium';
import { generateTypes } from './generate-types';
import { type Counts, parsePlaywrightReport, parseVitestReport, runSuite, sumOf } from './test-suite';

const RESULTS = 'test-results';

/** What differs between releases of Kafka: the reads of gateway and collector, and each write. */
const OLDER_KAFKA_TESTS = [
  'e2e/harness/harness',
  'lib/server/kafka/gateway',
  'lib/server/kafka/lag-reader',
  'lib/server/kafka/snapshot-',
  'lib/server/collector/collector',
  'lib/server/http/broker-reader',
  'lib/operations/topics/',
  'lib/operations/elections/elect-leaders',
  'lib/operations/brokers/',
  'lib/operations/groups/group-operations',
];

/** In the order of their speed: what fails soon is known soon. */
const STAGES: Readonly<Record<string, () => Promise<Counts>>> = {
  check: async () => ({ ...(await runChecks()), skipped: 0 }),
  unit: () => runVitest('unit'),
  kafka: () => runKafka(NEWEST_KAFKA, []),
  'kafka-oldest': () => runKafka(KAFKA_VERSIONS[0], OLDER_KAFKA_TESTS),
  db: () => runVitest('db'),
  build: () => ensureBuild().then(() => ({ passed: 1, failed: 0, skipped: 0 })),
  e2e: runPlaywright,
};

/** Run when they are named. */
const EXTRA_STAGES: typeof STAGES = {
  'kafka-versions': async () => {
    const counts: Counts[] = [];
    for (const version of KAFKA_VERSIONS) counts.push(await runKafka(version, OLDER_KAFKA_TESTS));
    return sumOf(counts);
  },
};

await main(process.argv.slice(2));

/** Runs the stages named, all when none is; the last line is the count of the whole run. */
async function main(names: readonly string[]): Promise<void> {
  const all = { ...STAGES, ...EXTRA_STAGES };
  const unknown = names.filter((name) => !(name in all));
  if (unknown.length > 0) {
    console.error(`Unknown stage ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);
    process.exit(2);
  }
  mkdirSync(RESULTS, { recursive: true });
  const counts: Counts[] = [];
  for (const [name, run] of Object.entries(names.length > 0 ? all : STAGES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    counts.push(await runStage(name, run));
  }
  const total = sumOf(counts);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
}

async function runStage(name: string, run: () => Promise<Counts>): Promise<Counts> {
  console.log(`\n=== ${name}`);
  const startedAtMs = performance.now();
  const counts = await run().catch((error: Error) => {
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(
    `=== ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`,
  );
  return counts;
}

async function runKafka(version: KafkaVersion, files: readonly string[]): Promise<Counts> {
  await ensureKafkaJars(version);
  console.log(`Kafka ${version}`);
  return runVitest('kafka', { report: `kafka-${version}`, files, env: { KAFKA_TEST_VERSION: version } });
}

interface VitestOptions {
  readonly report?: string;
  /** Parts of paths; none: all files of the project. */
  readonly files?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

async function runVitest(
  project: string,
  { report: name = project, files = [], env = {} }: VitestOptions = {},
): Promise<Counts> {
  await generateTypes();
  const report = `${RESULTS}/${name}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['run', '--project', project, ...reporters];
  return runSuite({ command: 'vitest', args, env, files, report, parseReport: parseVitestReport });
}

function runPlaywright(): Promise<Counts> {
  const report = `${RESULTS}/e2e.json`;
  const env = { CHROMIUM_PATH: ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const args = ['test', '--reporter=list,json'];
  return runSuite({ command: 'playwright', args, env, files: [], report, parseReport: parsePlaywrightReport });
}

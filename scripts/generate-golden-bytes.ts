/**
 * Writes the fixture of the codec's tests: random bodies of every API and the bytes that Kafka's own classes write for
 * them. `npx tsx scripts/generate-golden-bytes.ts [jar]`; needs a JDK on the path and the jar's companions beside it.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { API_NAMES } from './generate-protocol/api-names';
import { type MessageDefinition, readApiDefinitions } from './generate-protocol/message-definition';
import { createRandom, RandomBodies } from './generate-protocol/random-body';

const root = path.join(import.meta.dirname, '..');
const jarPath = process.argv[2] ?? path.join(root, 'demo/target/lib/kafka-clients-4.3.1.jar');
const bodies = new RandomBodies(createRandom(9_092));

/** The oldest and newest versions, and the two where the encoding becomes flexible. */
function interestingVersions(message: MessageDefinition): number[] {
  const [min = 0, max = min] = message.validVersions.split('-').map(Number);
  const flexible = Number.parseInt(message.flexibleVersions, 10);
  const versions = [min, flexible - 1, flexible, max].filter((version) => version >= min && version <= max);
  return [...new Set(versions)].sort((a, b) => a - b);
}

const messages = readApiDefinitions(jarPath, API_NAMES).flatMap((api) => [api.request, api.response]);
// Kafka's JSON form of a Fetch answer leaves the records out.
const cases = messages
  .filter((message) => message.name !== 'FetchResponse')
  .flatMap((message) =>
    interestingVersions(message).map((version) => ({
      message: message.name,
      version,
      body: bodies.body(message, version),
    })),
  );
const program = path.join(import.meta.dirname, 'generate-protocol/GoldenBytes.java');
const golden = execFileSync('java', ['-cp', path.join(path.dirname(jarPath), '*'), program], {
  input: cases.map((one) => JSON.stringify(one)).join('\n'),
  maxBuffer: 64 * 1024 * 1024,
});
writeFileSync(path.join(root, 'lib/server/kafka/protocol/golden-bytes.generated.ndjson'), golden);
console.log(`${cases.length} cases`);

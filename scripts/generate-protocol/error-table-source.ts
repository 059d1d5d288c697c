import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** TypeScript source of Kafka's error table, asked from the Java enum itself; its logger must lie beside the jar. */
export function errorTableSource(jarPath: string, notice: string): string {
  const program = path.join(import.meta.dirname, 'ErrorTable.java');
  const lines = execFileSync('java', ['-cp', path.join(path.dirname(jarPath), '*'), program], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const rows = lines.map((line) => {
    const [number, name, retriable] = line.split('\t');
    return { number: Number(number), name, isRetriable: retriable === 'true' };
  });
  return `${notice}
/** One row of Kafka's error table (\`org.apache.kafka.common.protocol.Errors\`). */
export interface KafkaErrorFacts {
  readonly number: number;
  /** E.g. \`NOT_LEADER_OR_FOLLOWER\`; number 0 is \`NONE\`, -1 \`UNKNOWN_SERVER_ERROR\`. */
  readonly name: string;
  /** True when the same request may succeed later. */
  readonly isRetriable: boolean;
}

export const KAFKA_ERRORS: readonly KafkaErrorFacts[] = ${JSON.stringify(rows)};
`;
}

import { KAFKA_TOOLS, runKafkaTool } from './kafka-tool';

/** One row of `kafka-consumer-groups --describe`; null where the tool prints a dash. */
export interface DescribedGroupRow {
  readonly group: string;
  readonly topic: string | null;
  readonly partition: number | null;
  readonly committedOffset: number | null;
  readonly logEndOffset: number | null;
  readonly lag: number | null;
  readonly memberId: string | null;
  readonly host: string | null;
  readonly clientId: string | null;
}

/** What Kafka's own tool says about every group that commits offsets (share and streams groups have tools of their own). */
export async function readDescribedGroups(bootstrapServers: string): Promise<DescribedGroupRow[]> {
  const args = ['--bootstrap-server', bootstrapServers, '--describe', '--all-groups'];
  const { exitCode, stdout, stderr } = await runKafkaTool(KAFKA_TOOLS.consumerGroups, args);
  // The tool exits with 0 even when it could not reach a broker.
  if (exitCode !== 0 || stderr.includes('Error:') || stderr.includes('Exception'))
    throw new Error(`kafka-consumer-groups failed: ${stderr || stdout}`);
  return parseDescribedGroups(stdout);
}

/** Reads the tool's tables: one for each group, columns aligned under their titles, so names may hold spaces. */
export function parseDescribedGroups(output: string): DescribedGroupRow[] {
  const rows: DescribedGroupRow[] = [];
  let columns: Column[] = [];
  for (const line of output.split('\n')) {
    if (/^GROUP\s+TOPIC\s+PARTITION\s/.test(line)) columns = readColumns(line);
    else if (line.trim() === '') columns = [];
    else if (columns.length > 0) rows.push(readRow(line, columns));
  }
  return rows;
}

interface Column {
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

function readColumns(titles: string): Column[] {
  const found = [...titles.matchAll(/\S+/g)];
  return found.map((match, index) => ({
    title: match[0],
    start: match.index,
    end: found[index + 1]?.index ?? Number.POSITIVE_INFINITY,
  }));
}

function readRow(line: string, columns: readonly Column[]): DescribedGroupRow {
  const text = (title: string) => {
    const column = columns.find((candidate) => candidate.title === title);
    const value = column ? line.slice(column.start, column.end).trim() : '-';
    return value === '-' ? null : value;
  };
  const number = (title: string) => {
    const value = text(title);
    return value === null ? null : Number(value);
  };
  return {
    group: text('GROUP') ?? '-',
    topic: text('TOPIC'),
    partition: number('PARTITION'),
    committedOffset: number('CURRENT-OFFSET'),
    logEndOffset: number('LOG-END-OFFSET'),
    lag: number('LAG'),
    memberId: text('CONSUMER-ID'),
    host: text('HOST'),
    clientId: text('CLIENT-ID'),
  };
}

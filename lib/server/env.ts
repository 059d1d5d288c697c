import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { parseClusterFile } from './main/cluster-file';
import type { ConfiguredKafkaCluster } from './main/configured-cluster';
import { describeKafkaCluster } from './main/kafka-variables';
import { describeNearestName, NEVER_EMPTY, SECRET_NAMES, VARIABLE_NAMES, variablesSchema } from './main/variables';
import type { MetricProfile } from './metric-profiles';

export type { ConfiguredKafkaCluster } from './main/configured-cluster';

type Variables = Readonly<Record<string, string | undefined>>;

/** The environment, parsed. */
export interface HighwaterEnv {
  readonly role: 'all' | 'web' | 'collector';
  readonly port: number;
  readonly host: string;
  /** Null: the embedded database under `dataDir`. */
  readonly databaseUrl: string | null;
  /** Absolute. */
  readonly dataDir: string;
  readonly clusters: readonly ConfiguredKafkaCluster[];
  readonly pollIntervalMs: number;
  readonly retentionDays: number;
  /** Encrypts stored credentials; null when unset. */
  readonly secret: string | null;
  /** Where people open Highwater, without a slash at the end: links in messages begin with it. Null when unset. */
  readonly publicUrl: string | null;
  readonly auth: 'on' | 'off';
  readonly adminToken: string | null;
  readonly logLevel: string;
  /** What `/metrics` tells when no profile is asked for. */
  readonly metricProfiles: readonly MetricProfile[];
}

/** What stops the start: each line names a variable, what is wrong with it and the cure. */
export class EnvError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'EnvError';
  }
}

let parsed: HighwaterEnv | null = null;

/** The environment of this process, parsed once. Throws `EnvError`. */
export function readEnv(): HighwaterEnv {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** The variables of this process with some changed, for a child that may run in another folder: paths become absolute. */
export function describeChildVariables(changes: Variables): NodeJS.ProcessEnv {
  const absolute = Object.entries(process.env).map(([name, value]) => {
    const isPath =
      name === 'HIGHWATER_CONFIG' ||
      name === 'HIGHWATER_DATA_DIR' ||
      /^(HIGHWATER|KAFKA|DATABASE)_.*(_FILE|FILEPATH)$/.test(name);
    return [name, isPath && value ? resolve(value) : value];
  });
  return { ...Object.fromEntries(absolute), ...changes } as NodeJS.ProcessEnv;
}

/** Pure but for `readText`, which reads the files that variables name. Throws `EnvError` with every problem found. */
export function parseEnv(variables: Variables, readText: (path: string) => string = readTextFile): HighwaterEnv {
  const problems = describeUnknownNames(variables);
  const texts = readTexts(variables, readText, problems);
  const result = variablesSchema.safeParse(texts);
  if (!result.success) problems.push(...result.error.issues.map((issue) => describeIssue(issue, texts)));
  if (problems.length > 0 || !result.success) throw new EnvError(problems);
  const values = result.data;
  if (values.HIGHWATER_AUTH === 'off' && !isLoopback(values.HIGHWATER_HOST)) {
    problems.push(
      `HIGHWATER_AUTH: "off" is refused while HIGHWATER_HOST=${values.HIGHWATER_HOST} listens beyond this machine: set it to on, or HIGHWATER_HOST to 127.0.0.1`,
    );
  }
  const clusters = describeClusters(values, readText, problems);
  if (problems.length > 0) throw new EnvError(problems);
  return {
    role: values.HIGHWATER_ROLE,
    port: values.PORT,
    host: values.HIGHWATER_HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: resolve(values.HIGHWATER_DATA_DIR),
    clusters,
    pollIntervalMs: Math.round(values.HIGHWATER_POLL_INTERVAL * 1000),
    retentionDays: values.HIGHWATER_RETENTION,
    secret: values.HIGHWATER_SECRET ?? null,
    publicUrl: values.HIGHWATER_PUBLIC_URL ?? null,
    auth: values.HIGHWATER_AUTH,
    adminToken: values.HIGHWATER_ADMIN_TOKEN ?? null,
    logLevel: values.HIGHWATER_LOG_LEVEL,
    metricProfiles: values.HIGHWATER_METRICS_PROFILES,
  };
}

function describeUnknownNames(variables: Variables): string[] {
  const problems: string[] = [];
  for (const name of Object.keys(variables)) {
    if (!name.startsWith('HIGHWATER_') || isKnown(name)) continue;
    const nearest = describeNearestName(name);
    problems.push(`${name}: is not a variable of Highwater: ${nearest ? `did you mean ${nearest}?` : 'unset it'}`);
  }
  if (variables.ZK_HOSTS && !variables.KAFKA_BROKERS) {
    problems.push(
      'ZK_HOSTS: Highwater asks the brokers, not ZooKeeper: set KAFKA_BROKERS to host:port of some brokers',
    );
  }
  return problems;
}

function isKnown(name: string): boolean {
  return VARIABLE_NAMES.includes(name) || (name.endsWith('_FILE') && VARIABLE_NAMES.includes(name.slice(0, -5)));
}

/** Values by name, those of `NAME_FILE` read from their files. Empty is absent, except where that hides a mistake. */
function readTexts(
  variables: Variables,
  readText: (path: string) => string,
  problems: string[],
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of VARIABLE_NAMES) {
    const value = variables[name] ?? (name === 'KAFKA_BROKERS' ? variables.KAFKA_BROKERCONNECT : undefined);
    const file = variables[`${name}_FILE`];
    if (value !== undefined && value !== '' && file)
      problems.push(`${name}_FILE: is set beside ${name}: unset one of them`);
    const text = file ? readFromFile(`${name}_FILE`, file, readText, problems) : value;
    if (text === '' && NEVER_EMPTY.has(name)) problems.push(`${name}: is empty: give it a value or unset it`);
    if (text !== undefined && text !== '') texts[name] = text;
  }
  return texts;
}

function readFromFile(
  name: string,
  file: string,
  readText: (path: string) => string,
  problems: string[],
): string | undefined {
  try {
    return readText(file).trimEnd();
  } catch (error) {
    problems.push(`${name}: ${(error as Error).message}`);
    return undefined;
  }
}

function describeIssue(issue: z.core.$ZodIssue, texts: Readonly<Record<string, string>>): string {
  const name = String(issue.path[0]);
  const shown = SECRET_NAMES.has(name) ? '' : ` "${texts[name]}" is not valid:`;
  const message = issue.message.startsWith('takes') ? issue.message : 'takes a number';
  return `${name}:${shown} ${message}`;
}

function describeClusters(
  values: z.output<typeof variablesSchema>,
  readText: (path: string) => string,
  problems: string[],
): readonly ConfiguredKafkaCluster[] {
  const fromVariables = describeKafkaCluster(values, readText, problems);
  const clusters = fromVariables ? [fromVariables] : [];
  if (values.HIGHWATER_CONFIG !== undefined) {
    const yaml = readFromFile('HIGHWATER_CONFIG', values.HIGHWATER_CONFIG, readText, problems);
    const file = parseClusterFile(yaml ?? '', readText);
    clusters.push(...file.clusters);
    problems.push(...file.problems.map((problem) => `HIGHWATER_CONFIG: ${values.HIGHWATER_CONFIG} ${problem}`));
  }
  const seen = new Map<string, string>();
  for (const { clusterId, clusterName } of clusters) {
    const other = seen.get(clusterId);
    if (other !== undefined)
      problems.push(
        `HIGHWATER_CONFIG: clusters "${other}" and "${clusterName}" would both be ${clusterId} in links: rename one (HIGHWATER_CLUSTER_NAME names that of KAFKA_BROKERS)`,
      );
    seen.set(clusterId, clusterName);
  }
  return clusters;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EACCES'
          ? 'may not be read by this user'
          : `cannot be read (${code})`;
    throw new Error(`the file ${path} ${reason}`);
  }
}

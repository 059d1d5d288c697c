import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { type ConfigFiles, createConfigFiles } from './main/config-files';
import type { ConfiguredKafkaCluster, DescribedCluster } from './main/configured-cluster';
import { describeConfiguredClusters } from './main/configured-clusters';
import { describeEffectiveSettings, type EffectiveSetting } from './main/effective-settings';
import { describeNearestName } from './main/nearest-name';
import { describeOtherVariables } from './main/peers/other-variables';
import { readSettingsFile, type SettingsFile } from './main/settings-file';
import { readVariableTexts, type SettingText, type Variables } from './main/variable-texts';
import { SECRET_NAMES, VARIABLE_NAMES, variablesSchema } from './main/variables';
import type { MetricProfile } from './metric-profiles';

export type { ConfiguredKafkaCluster } from './main/configured-cluster';

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
  parsed ??= readConfig().env;
  return parsed;
}

/** The variables of this process with some changed, for a child that may run in another folder: paths become absolute. */
export function describeChildVariables(changes: Variables): NodeJS.ProcessEnv {
  const absolute = Object.entries(process.env).map(([name, value]) => {
    const isPath =
      name === 'HIGHWATER_CONFIG' ||
      name === 'HIGHWATER_DATA_DIR' ||
      /^(HIGHWATER|KAFKA|DATABASE|AKHQ)_.*(_FILE|FILEPATH)$/.test(name);
    return [name, isPath && value ? resolve(value) : value];
  });
  return { ...Object.fromEntries(absolute), ...changes } as NodeJS.ProcessEnv;
}

/** What the environment and the file of `HIGHWATER_CONFIG` mean, and what `highwater config check` tells of it. */
export interface ParsedConfig {
  readonly env: HighwaterEnv;
  readonly settings: readonly EffectiveSetting[];
  readonly clusters: readonly DescribedCluster[];
  /** Settings of other consoles that are accepted and not used; a line each. */
  readonly notes: readonly string[];
}

/** As `readEnv`, with where everything comes from. Throws `EnvError`. */
export function readConfig(): ParsedConfig {
  return parseConfig(process.env);
}

/** Pure but for `read`, which reads the files that settings name. Throws `EnvError` with every problem found. */
export function parseConfig(variables: Variables, read: (path: string) => Buffer = readBytes): ParsedConfig {
  const here = createConfigFiles(read, '.');
  const { problems, notes } = describeOtherVariables(variables);
  problems.unshift(...describeUnknownNames(variables));
  const file = readConfigFile(variables, here);
  problems.push(...file.problems);
  const texts = readVariableTexts(variables, file.settings, here, problems);
  const result = variablesSchema.safeParse(Object.fromEntries([...texts].map(([name, { text }]) => [name, text])));
  if (!result.success) problems.push(...result.error.issues.map((issue) => describeIssue(issue, texts)));
  if (problems.length > 0 || !result.success) throw new EnvError(problems);
  const values = result.data;
  if (values.HIGHWATER_AUTH === 'off' && !isLoopback(values.HIGHWATER_HOST)) {
    problems.push(
      `HIGHWATER_AUTH: "off" is refused while HIGHWATER_HOST=${values.HIGHWATER_HOST} listens beyond this machine: set it to on, or HIGHWATER_HOST to 127.0.0.1`,
    );
  }
  const clusters = describeConfiguredClusters(variables, values, file, here, problems, notes);
  if (problems.length > 0) throw new EnvError(problems);
  const env = describeEnv(values, clusters);
  return { env, settings: describeEffectiveSettings(values, texts), clusters, notes };
}

function describeEnv(values: z.output<typeof variablesSchema>, clusters: readonly DescribedCluster[]): HighwaterEnv {
  return {
    role: values.HIGHWATER_ROLE,
    port: values.PORT,
    host: values.HIGHWATER_HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: resolve(values.HIGHWATER_DATA_DIR),
    clusters: clusters.map(({ cluster }) => cluster),
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

/** The file that `HIGHWATER_CONFIG` names; an empty one when it names none. */
function readConfigFile(variables: Variables, files: ConfigFiles): SettingsFile {
  const path = variables.HIGHWATER_CONFIG;
  return path ? readSettingsFile(path, files) : { settings: new Map(), clusters: [], problems: [] };
}

function describeUnknownNames(variables: Variables): string[] {
  const problems: string[] = [];
  for (const name of Object.keys(variables)) {
    if (!name.startsWith('HIGHWATER_') || isKnown(name)) continue;
    const bare = name.replace(/^HIGHWATER_/, '');
    const nearest =
      describeNearestName(bare, VARIABLE_NAMES, 1) ??
      describeNearestName(name, VARIABLE_NAMES, 5) ??
      describeNearestName(bare, VARIABLE_NAMES, 5);
    problems.push(`${name}: is not a variable of Highwater: ${nearest ? `did you mean ${nearest}?` : 'unset it'}`);
  }
  return problems;
}

function isKnown(name: string): boolean {
  return VARIABLE_NAMES.includes(name) || (name.endsWith('_FILE') && VARIABLE_NAMES.includes(name.slice(0, -5)));
}

function describeIssue(issue: z.core.$ZodIssue, texts: ReadonlyMap<string, SettingText>): string {
  const variable = String(issue.path[0]);
  const given = texts.get(variable);
  const shown = SECRET_NAMES.has(variable) ? '' : ` "${given?.text}" is not valid:`;
  const message = issue.message.startsWith('takes') ? issue.message : 'takes a number';
  return `${given?.name ?? variable}:${shown} ${message}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
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

import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { clusterSchema, describeCluster, saslSchema, tlsSchema } from './cluster-file';
import type { ConfigFiles } from './config-files';
import type { DescribedCluster } from './configured-cluster';
import { describeNearestName } from './nearest-name';

/** Keys of the file beside `clusters`, and the variable that each stands for. */
const VARIABLE_OF: Readonly<Record<string, string>> = {
  port: 'PORT',
  host: 'HIGHWATER_HOST',
  role: 'HIGHWATER_ROLE',
  dataDir: 'HIGHWATER_DATA_DIR',
  databaseUrl: 'DATABASE_URL',
  databaseUrlFile: 'DATABASE_URL_FILE',
  pollInterval: 'HIGHWATER_POLL_INTERVAL',
  retention: 'HIGHWATER_RETENTION',
  auth: 'HIGHWATER_AUTH',
  adminTokenFile: 'HIGHWATER_ADMIN_TOKEN_FILE',
  secretFile: 'HIGHWATER_SECRET_FILE',
  publicUrl: 'HIGHWATER_PUBLIC_URL',
  logLevel: 'HIGHWATER_LOG_LEVEL',
  metricsProfiles: 'HIGHWATER_METRICS_PROFILES',
};
const SETTING_KEYS = Object.keys(VARIABLE_OF);
/** Secrets stand in files of their own, so that this one can be shown around. */
const FILE_ONLY: Readonly<Record<string, string>> = { secret: 'secretFile', adminToken: 'adminTokenFile' };

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const setting = z.union([scalar, z.array(scalar)], 'takes one value, or is left out').optional();
const fileSchema = z.strictObject({
  ...Object.fromEntries(SETTING_KEYS.map((key) => [key, setting])),
  clusters: z.array(z.unknown(), 'takes a list of clusters').optional(),
});

/** A value of the file, for the variable that it stands for. */
export interface FileSetting {
  /** The file and the key in it. */
  readonly name: string;
  readonly text: string;
}

export interface SettingsFile {
  /** By variable, `NAME_FILE` included; paths are absolute. */
  readonly settings: ReadonlyMap<string, FileSetting>;
  readonly clusters: readonly DescribedCluster[];
  /** One line each, beginning with the key. */
  readonly problems: readonly string[];
}

const NOTHING: SettingsFile = { settings: new Map(), clusters: [], problems: [] };

/** Reads the YAML of `HIGHWATER_CONFIG`. Paths in it are relative to its own folder. */
export function readSettingsFile(path: string, files: ConfigFiles): SettingsFile {
  const describeProblems = (lines: readonly string[]) => lines.map((line) => `HIGHWATER_CONFIG: ${path} ${line}`);
  const document = readYaml(path, files);
  if ('problem' in document) return { ...NOTHING, problems: [`HIGHWATER_CONFIG: ${document.problem}`] };
  const parsed = fileSchema.safeParse(document.value ?? {}, { reportInput: true });
  if (!parsed.success) {
    return { ...NOTHING, problems: describeProblems(parsed.error.issues.flatMap((issue) => describeIssue(issue, []))) };
  }
  const { clusters: entries = [], ...values } = parsed.data;
  const folder = dirname(resolve(path));
  const described = entries.map((entry, index) => describeEntry(entry, index, files.within(folder), path));
  return {
    settings: describeSettings(values, path, folder),
    clusters: described.flatMap((one) => (Array.isArray(one) ? [] : [one])),
    problems: describeProblems(described.flatMap((one) => (Array.isArray(one) ? one : []))),
  };
}

function readYaml(path: string, files: ConfigFiles): { readonly value: unknown } | { readonly problem: string } {
  let text: string;
  try {
    text = files.text(path);
  } catch (error) {
    return { problem: (error as Error).message };
  }
  try {
    return { value: parse(text) };
  } catch (error) {
    return { problem: `${path} is not YAML: ${(error as Error).message.split('\n')[0]}` };
  }
}

function describeSettings(values: object, path: string, folder: string): ReadonlyMap<string, FileSetting> {
  const settings = new Map<string, FileSetting>();
  for (const [key, value] of Object.entries(values) as [string, z.output<typeof setting>][]) {
    const variable = VARIABLE_OF[key];
    if (variable === undefined || value === undefined) continue;
    const text = typeof value === 'boolean' && key === 'auth' ? (value ? 'on' : 'off') : String(value);
    const isPath = key.endsWith('File') || key === 'dataDir';
    settings.set(variable, { name: `HIGHWATER_CONFIG: ${path} ${key}`, text: isPath ? resolve(folder, text) : text });
  }
  return settings;
}

function describeEntry(entry: unknown, index: number, files: ConfigFiles, path: string): DescribedCluster | string[] {
  const place = `clusters[${index}]`;
  const parsed = clusterSchema.safeParse(entry, { reportInput: true });
  if (!parsed.success) return parsed.error.issues.flatMap((issue) => describeIssue(issue, ['clusters', index]));
  try {
    return describeCluster(parsed.data, files, `file ${path}, ${place}`);
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => `${place} (${parsed.data.name}) ${line}`);
  }
}

type Path = readonly PropertyKey[];

/** Lines that begin with the place of the key. */
function describeIssue(issue: z.core.$ZodIssue, parent: Path): string[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => describeUnknownKey(path, key));
  if (issue.code === 'invalid_union') {
    // What was meant shows in the alternative that was understood in part.
    const nearest = issue.errors.find((errors) => errors.some((error) => error.path.length > 0 || 'keys' in error));
    if (nearest !== undefined) return nearest.flatMap((error) => describeIssue(error, path));
  }
  return [`${describePlace(path)}: ${describeMessage(issue)}`];
}

function describeMessage(issue: z.core.$ZodIssue): string {
  if (issue.input === null) return 'is empty: give it a value or leave it out';
  if (issue.code !== 'invalid_type') return issue.message.startsWith('Invalid') ? 'takes another value' : issue.message;
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    object: 'keys with values',
    array: 'a list',
    boolean: 'true or false',
  };
  return issue.input === undefined ? 'is missing' : `takes ${words[issue.expected] ?? issue.expected}`;
}

function describeUnknownKey(path: Path, key: string): string {
  const fileKey = path.length === 0 ? FILE_ONLY[key] : undefined;
  const place = describePlace([...path, key]);
  if (fileKey !== undefined) return `${place}: is not taken from this file: name a file that holds it in ${fileKey}`;
  const nearest = describeNearestName(key, listKnownKeys(path), 3);
  return `${place}: is not a key of this file: ${nearest === null ? 'leave it out' : `did you mean ${nearest}?`}`;
}

function listKnownKeys(path: Path): readonly string[] {
  if (path.length === 0) return [...SETTING_KEYS, 'clusters'];
  const inside = path[2];
  if (inside === 'tls') return Object.keys(tlsSchema.shape);
  if (inside === 'sasl') return saslSchema.options.flatMap((option) => Object.keys(option.shape));
  return inside === undefined ? Object.keys(clusterSchema.shape) : [];
}

function describePlace(path: Path): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return place.replace(/^\./, '') || 'the file';
}

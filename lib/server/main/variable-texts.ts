import type { ConfigFiles } from './config-files';
import type { FileSetting } from './settings-file';
import { BINARY_NAMES, NEVER_EMPTY, VARIABLE_NAMES } from './variables';

export type Variables = Readonly<Record<string, string | undefined>>;

/** The text of one setting and who gave it. */
export interface SettingText {
  readonly text: string;
  /** The variable as it was written, or the file and the key in it: problems begin with it. */
  readonly name: string;
  readonly from: 'environment' | 'file';
}

/** Other names for the same thing. */
const ALIASES: Readonly<Record<string, string>> = { KAFKA_BROKERCONNECT: 'KAFKA_BROKERS' };

/**
 * Texts by variable. The environment wins over the file; the value of `NAME_FILE` is read from the file that it names.
 * Empty is absent, except where that hides a mistake. A problem is a line that begins with the name.
 */
export function readVariableTexts(
  variables: Variables,
  inFile: ReadonlyMap<string, FileSetting>,
  files: ConfigFiles,
  problems: string[],
): ReadonlyMap<string, SettingText> {
  const texts = new Map<string, SettingText>();
  for (const name of VARIABLE_NAMES) {
    const found =
      readFromEnvironment(name, variables, files, problems) ?? readFromSettings(name, inFile, files, problems);
    if (found?.text === '' && NEVER_EMPTY.has(name))
      problems.push(`${found.name}: is empty: give it a value or unset it`);
    if (found !== null && found.text !== '') texts.set(name, found);
  }
  return texts;
}

function readFromEnvironment(
  name: string,
  variables: Variables,
  files: ConfigFiles,
  problems: string[],
): SettingText | null {
  const alias = Object.keys(ALIASES).find((other) => ALIASES[other] === name && variables[other]);
  const given = variables[name] === undefined && alias !== undefined ? alias : name;
  const value = variables[given];
  const fileName = `${name}_FILE`;
  const file = variables[fileName];
  if (file) {
    if (value) problems.push(`${fileName}: is set beside ${given}: unset one of them`);
    return readNamedFile(name, file, { name: fileName, from: 'environment' }, files, problems);
  }
  // An empty variable leaves the word to the file, unless emptiness is a mistake.
  const isAbsent = value === undefined || (value === '' && !NEVER_EMPTY.has(name));
  return isAbsent ? null : { text: value, name: given, from: 'environment' };
}

function readFromSettings(
  name: string,
  inFile: ReadonlyMap<string, FileSetting>,
  files: ConfigFiles,
  problems: string[],
): SettingText | null {
  const value = inFile.get(name);
  const file = inFile.get(`${name}_FILE`);
  if (value !== undefined && file !== undefined)
    problems.push(`${file.name}: is given beside ${value.name}: keep one of them`);
  if (value !== undefined) return { ...value, from: 'file' };
  return file === undefined ? null : readNamedFile(name, file.text, { name: file.name, from: 'file' }, files, problems);
}

function readNamedFile(
  variable: string,
  path: string,
  setting: Omit<SettingText, 'text'>,
  files: ConfigFiles,
  problems: string[],
): SettingText | null {
  try {
    const text = BINARY_NAMES.has(variable) ? files.bytes(path).toString('base64') : files.text(path).trimEnd();
    return { ...setting, text };
  } catch (error) {
    problems.push(`${setting.name}: ${(error as Error).message}`);
    return null;
  }
}

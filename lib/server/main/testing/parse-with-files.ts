import { EnvError, type ParsedConfig, parseConfig } from '@/lib/server/env';

type Texts = Readonly<Record<string, string>>;

/** The configuration that variables and files of these texts make. */
export function parseWithFiles(variables: Texts, files: Texts = {}): ParsedConfig {
  return parseConfig(variables, (path) => {
    const text = files[path];
    if (text === undefined) throw new Error(`the file ${path} does not exist`);
    return Buffer.from(text);
  });
}

/** The lines with which they are refused; none when they are not. */
export function problemsOf(variables: Texts, files: Texts = {}): readonly string[] {
  try {
    parseWithFiles(variables, files);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

import { isAbsolute, resolve } from 'node:path';

/** The files that settings name. Reading one throws an `Error` that says which, and why not. */
export interface ConfigFiles {
  bytes(path: string): Buffer;
  text(path: string): string;
  /** The same files, with relative paths taken from a folder. */
  within(folder: string): ConfigFiles;
  /** The same files by whole paths alone: what starts Highwater need not stand where its children do. */
  byWholePath(): ConfigFiles;
}

/** Relative paths are taken from the folder; with none they are refused. */
export function createConfigFiles(read: (path: string) => Buffer, folder: string | null): ConfigFiles {
  const bytes = (path: string): Buffer => {
    if (folder === null && !isAbsolute(path))
      throw new Error(`the path ${path} is relative: give the whole path, from /`);
    return read(folder === null ? path : resolve(folder, path));
  };
  return {
    bytes,
    text: (path) => bytes(path).toString('utf8'),
    within: (next) => createConfigFiles(read, next),
    byWholePath: () => createConfigFiles(read, null),
  };
}

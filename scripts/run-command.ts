import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export interface CommandResult {
  readonly exitCode: number;
  /** Standard output and error in the order they came. */
  readonly output: string;
}

interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Also show the output while it comes. */
  readonly isShown?: boolean;
}

/** Runs a program, one of node_modules/.bin included, and collects what it says. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const path = [join(process.cwd(), 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  const env = {
    ...process.env,
    NO_COLOR: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    ...options.env,
    PATH: path,
  };
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      if (options.isShown) process.stdout.write(chunk);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ exitCode: 127, output: `${command}: ${error.message}` }));
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output }));
  });
}

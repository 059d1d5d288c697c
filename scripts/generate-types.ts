import { existsSync } from 'node:fs';
import { runCommand } from './run-command';

/** Writes the types that are not committed: the Prisma client, and Next's for routes and styles. */
export async function generateTypes(): Promise<void> {
  await generate('prisma', ['generate']);
  if (!existsSync('next-env.d.ts')) await generate('next', ['typegen']);
}

async function generate(command: string, args: readonly string[]): Promise<void> {
  const { exitCode, output } = await runCommand(command, args);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
}

import { AppError } from '@/lib/domain/errors';
import { EnvError, type HighwaterEnv, readEnv } from './env';
import { log, printLine } from './log';
import { runRoles } from './main/run-roles';
import { startDatabase } from './main/start-database';

const USAGE = `highwater [all|web|collector|migrate]

  all        web and collector, with an embedded Postgres unless DATABASE_URL is set (default, or HIGHWATER_ROLE)
  web        the console and the API; needs DATABASE_URL
  collector  polls the clusters; needs DATABASE_URL
  migrate    brings the database up to date and ends

Everything else is set by environment variables: see .env.example.`;

const EXIT_SETUP = 2;

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return printLine(USAGE);
  try {
    const env = readEnv();
    log.level = env.logLevel;
    const command = parseCommand(args, env);
    if (command === 'migrate') await migrate(env);
    else await runRoles(env, command);
  } catch (error) {
    printRefusal(error);
    process.exit(EXIT_SETUP);
  }
}

function parseCommand(args: readonly string[], env: HighwaterEnv): HighwaterEnv['role'] | 'migrate' {
  const [command = env.role, ...rest] = args;
  if (rest.length === 0 && (command === 'all' || command === 'web' || command === 'collector' || command === 'migrate'))
    return command;
  throw new EnvError([`"${args.join(' ')}" is not a command: use all, web, collector or migrate`]);
}

async function migrate(env: HighwaterEnv): Promise<void> {
  const database = await startDatabase(env);
  await database.stop();
  printLine('The database is up to date.');
}

/** One line for each problem a person can cure; a stack only for what nobody expected. */
function printRefusal(error: unknown): void {
  if (!(error instanceof EnvError || error instanceof AppError)) {
    log.fatal({ err: error }, 'Highwater cannot start');
    return;
  }
  const lines = error instanceof EnvError ? error.problems : [error.message];
  for (const line of lines) printLine(`highwater: ${line}`, 'stderr');
}

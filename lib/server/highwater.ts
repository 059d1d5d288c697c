import { AppError } from '@/lib/domain/errors';
import { EnvError, type HighwaterEnv, readConfig, readEnv } from './env';
import { log, printLine } from './log';
import { checkConfig } from './main/check-config';
import { runRoles } from './main/run-roles';
import { startDatabase } from './main/start-database';
import { checkAuditChain } from './store/audit-log';
import { openDatabase } from './store/database';

const USAGE = `highwater [all|web|collector|migrate|verify-audit|config check]

  all        web and collector, with an embedded Postgres unless DATABASE_URL is set (default, or HIGHWATER_ROLE)
  web        the console and the API; needs DATABASE_URL
  collector  polls the clusters; needs DATABASE_URL
  migrate    brings the database up to date and ends
  verify-audit
             checks that no row of the audit was changed, taken out or put in; ends with 1 when one was
  config check
             tells every setting, without secrets, and who gave it, and whether the database and every broker answer;
             changes nothing, and ends with 1 when something does not

Everything else is set by environment variables, or by the YAML file that HIGHWATER_CONFIG names: docs/configuration.md.`;

const EXIT_SETUP = 2;
const COMMANDS = ['all', 'web', 'collector', 'migrate', 'verify-audit', 'config check'] as const;

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return printLine(USAGE);
  try {
    const env = readEnv();
    log.level = env.logLevel;
    const command = parseCommand(args, env);
    if (command === 'migrate') await migrate(env);
    else if (command === 'verify-audit') await verifyAudit(env);
    else if (command === 'config check') await reportConfig();
    else await runRoles(env, command);
  } catch (error) {
    printRefusal(error);
    process.exit(EXIT_SETUP);
  }
}

function parseCommand(args: readonly string[], env: HighwaterEnv): (typeof COMMANDS)[number] {
  const wanted = args.length === 0 ? env.role : args.join(' ');
  const command = COMMANDS.find((one) => one === wanted);
  if (command !== undefined) return command;
  throw new EnvError([`"${args.join(' ')}" is not a command: use ${COMMANDS.join(', ')}`]);
}

async function reportConfig(): Promise<void> {
  const lines = await checkConfig(readConfig());
  for (const { text, isProblem } of lines) printLine(text, isProblem ? 'stderr' : 'stdout');
  if (lines.some(({ isProblem }) => isProblem)) process.exitCode = 1;
}

async function migrate(env: HighwaterEnv): Promise<void> {
  await withDatabase(env, async () => printLine('The database is up to date.'));
}

async function verifyAudit(env: HighwaterEnv): Promise<void> {
  await withDatabase(env, async (url) => {
    const database = openDatabase(url, { applicationName: 'highwater verify-audit' });
    const { rowCount, brokenAtSeq } = await checkAuditChain(database);
    await database.close();
    if (brokenAtSeq === null) return printLine(`The audit is whole: ${rowCount} rows.`);
    printLine(
      `The audit is broken at row ${brokenAtSeq}: it or a neighbour was changed, taken out or put in.`,
      'stderr',
    );
    process.exitCode = 1;
  });
}

/** The database for one command: a running Highwater that uses it keeps it. */
async function withDatabase(env: HighwaterEnv, use: (url: string) => Promise<void>): Promise<void> {
  const database = await startDatabase(env);
  await use(database.url);
  if (database.isAdopted) process.exit();
  await database.stop();
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

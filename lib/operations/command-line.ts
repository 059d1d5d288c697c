const PLAIN = /^[\w@%+=:,./-]+$/;

/** One argument as a POSIX shell takes it. */
export function quoteArgument(argument: string): string {
  return PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/** A call of one of Kafka's tools, ready to paste once `BOOTSTRAP_SERVERS` is set. */
export function commandLine(tool: string, ...args: readonly string[]): string {
  return [`bin/${tool}.sh`, '--bootstrap-server "$BOOTSTRAP_SERVERS"', ...args.map(quoteArgument)].join(' ');
}

/**
 * The value of `--add-config`: the tool splits at commas outside square brackets, so a value with commas stands in them.
 */
export function configArgument(configs: Readonly<Record<string, string>>): string {
  return Object.entries(configs)
    .map(([key, value]) => `${key}=${value.includes(',') ? `[${value}]` : value}`)
    .join(',');
}

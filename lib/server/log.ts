import { Writable } from 'node:stream';
import pino from 'pino';

/** Never written, wherever they stand in what is logged. */
const SECRET_KEYS = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'privateKeyPem',
  'privateKeyPassphrase',
  'adminToken',
  'databaseUrl',
];
const REDACTED = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);
const LEVEL_WORDS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** The only way to the console of the server. JSON lines; on a terminal one readable line each. */
export const log = createLog(process.stdout.isTTY ? createReadableStream() : pino.destination({ fd: 1, sync: true }));

export type Log = pino.Logger;

/** A log that writes to `stream`. */
export function createLog(stream: pino.DestinationStream): Log {
  return pino(
    {
      level: 'info',
      base: undefined,
      redact: { paths: REDACTED, censor: '[secret]' },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    stream,
  );
}

/** Plain text for the person who starts the program, beside the log: the ready line, a sign-in token, a refusal. */
export function printLine(text: string, stream: 'stdout' | 'stderr' = 'stdout'): void {
  process[stream].write(`${text}\n`);
}

/** One log line as a person reads it: time, level, message, then what is left as `key=value`. */
export function describeLogLine(json: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(json) as {
    time: string;
    level: number;
    msg?: string;
    err?: { message?: string };
  } & Record<string, unknown>;
  const word = (LEVEL_WORDS[level] ?? String(level)).padEnd(5);
  const extras = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  if (err?.message && !msg?.includes(err.message)) extras.push(`error=${JSON.stringify(err.message)}`);
  return `${time.slice(11, 19)} ${word} ${[msg ?? '', ...extras].join(' ').trim()}\n`;
}

function createReadableStream(): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      process.stdout.write(describeLogLine(chunk.toString()), () => done());
    },
  });
}

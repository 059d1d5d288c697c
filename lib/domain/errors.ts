/** Closed list of error codes: stable names that the API, the screens and the handbook share. */
export const ERROR_CODES = [
  'invalid_input',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'plan_changed',
  'precondition_failed',
  'unsupported_by_cluster',
  'cluster_unreachable',
  'database_unreachable',
  'broker_rejected',
  'timed_out',
  'rate_limited',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What a Kafka broker itself answered: the protocol's name and number, the API asked, and who answered. */
export interface BrokerErrorDetail {
  readonly errorName: string;
  readonly errorNumber: number;
  readonly apiName: string;
  readonly brokerId: number | null;
}

/** One field of a request that does not parse: `field` is its path in the request, `message` says what it takes. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
  /** The message as a key of the catalogue area `operations.message` with its values, where it has one. */
  readonly told?: { readonly key: string; readonly values?: Readonly<Record<string, string | number>> };
}

export interface AppErrorOptions {
  readonly retryable?: boolean;
  readonly broker?: BrokerErrorDetail;
  readonly fields?: readonly FieldProblem[];
  /** Members that the problem answer carries beside its own, e.g. the new preview of a changed plan. */
  readonly extension?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The same in every bundle of a process, whose copies of the class below are not. */
const BRAND = Symbol.for('highwater.app-error');

/** The one error class: `message` says what happened and what to do about it. `instanceof` holds across bundles. */
export class AppError extends Error {
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly broker: BrokerErrorDetail | null;
  readonly fields: readonly FieldProblem[];
  readonly extension: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.broker = options.broker ?? null;
    this.fields = options.fields ?? [];
    this.extension = options.extension ?? {};
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

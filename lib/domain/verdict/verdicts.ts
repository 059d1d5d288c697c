/**
 * What can be said of a partition, a topic or a group, best last. Columns hold the index in this list; the worst of some
 * partitions is the one with the lowest index, so the order is the order of the rules and of urgency alike.
 */
export const VERDICTS = [
  'DATA_LOSS',
  'AHEAD',
  'REWOUND',
  'INACTIVE',
  'UNOWNED',
  'STALLED',
  'REBALANCING',
  'BLOCKED_BY_TXN',
  'AT_RISK',
  'LAGGING',
  'UNKNOWN',
  'CATCHING_UP',
  'OK',
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Index of a verdict in `VERDICTS`. */
export const verdictCode = Object.fromEntries(VERDICTS.map((verdict, code) => [verdict, code])) as Readonly<
  Record<Verdict, number>
>;

/** Stands in a column where nothing is judged: a topic that nobody in the group reads any more. */
export const NOT_JUDGED = 255;

/** True when somebody should look: neither well, nor on its way to be, nor unknown. */
export function isBad(code: number): boolean {
  return code < verdictCode.UNKNOWN;
}

/** How a group does, in the shapes and colours of the screens: the coarse family of its verdict. */
export type GroupStatus = 'ok' | 'slow' | 'stalled' | 'stopped' | 'unknown';

/** The coarse family of each verdict, which has a colour and a shape of its own. */
export const statusOfVerdict: Readonly<Record<Verdict, GroupStatus>> = {
  DATA_LOSS: 'stalled',
  AHEAD: 'stalled',
  REWOUND: 'slow',
  INACTIVE: 'stopped',
  UNOWNED: 'stalled',
  STALLED: 'stalled',
  REBALANCING: 'slow',
  BLOCKED_BY_TXN: 'stalled',
  AT_RISK: 'slow',
  LAGGING: 'slow',
  UNKNOWN: 'unknown',
  CATCHING_UP: 'ok',
  OK: 'ok',
};

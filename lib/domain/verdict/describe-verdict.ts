import { VERDICTS } from './verdicts';

/** Why a group has its status: a message key of the catalogues (`groupReason.<key>`) with its values. */
export interface StatusReason {
  readonly key:
    | 'caughtUp'
    | 'keepingUp'
    | 'keepingUpFarBehind'
    | 'fallingBehind'
    | 'fallingBehindInTime'
    | 'catchingUp'
    | 'catchingUpInTime'
    | 'atRiskOfDeletion'
    | 'blockedByTransaction'
    | 'rebalancing'
    | 'aliveNotCommitting'
    | 'notCommitting'
    | 'unowned'
    | 'noMembersLagGrowing'
    | 'noMembers'
    | 'nobodyCommits'
    | 'rewound'
    | 'aheadOfLog'
    | 'recordsLost'
    | 'noCommits'
    | 'notRead'
    | 'collecting';
  readonly values: Readonly<Record<string, number | string>>;
}

/** What the sentence of a verdict is made from. Lag in records; null and NaN are not known. */
export interface VerdictSubject {
  readonly code: number;
  /** `PartitionVerdict.detail` of the partition, or of the worst one. */
  readonly detail: number;
  /** Epoch ms since when it holds; null when it was so from the first round. */
  readonly sinceMs: number | null;
  readonly nowMs: number;
  /** Lag of the partitions that have the verdict. */
  readonly lag: number | null;
  readonly lagSeconds: number | null;
  /** Change of the lag per second; null when not known. */
  readonly lagPerSecond: number | null;
  readonly memberCount: number | null;
  /** Clients that only `assign`: nobody can tell whether any is alive. */
  readonly isSimple: boolean;
  readonly hasCommit: boolean;
  /** The positions or the log end were not read for a while. */
  readonly isUnread: boolean;
}

/** The evidence for a verdict, as a key below `groupReason` with its values: durations in seconds, counts in records. */
export function describeVerdict(subject: VerdictSubject): StatusReason {
  const seconds = subject.sinceMs === null ? 0 : Math.max(0, Math.round((subject.nowMs - subject.sinceMs) / 1000));
  const lag = subject.lag ?? 0;
  const members = subject.memberCount ?? 0;
  const figure = subject.detail || 0;
  switch (VERDICTS[subject.code]) {
    case 'DATA_LOSS':
      return { key: 'recordsLost', values: { records: figure } };
    case 'AHEAD':
      return { key: 'aheadOfLog', values: { records: figure } };
    case 'REWOUND':
      return { key: 'rewound', values: { offset: figure, lag } };
    case 'INACTIVE':
      return { key: inactiveKey(subject), values: { lag, seconds } };
    case 'UNOWNED':
      return { key: 'unowned', values: { lag, seconds, members } };
    case 'STALLED':
      return {
        key: subject.memberCount === null ? 'notCommitting' : 'aliveNotCommitting',
        values: { lag, seconds, members },
      };
    case 'REBALANCING':
      return { key: 'rebalancing', values: { lag, seconds, members } };
    case 'BLOCKED_BY_TXN':
      return { key: 'blockedByTransaction', values: { lag, seconds } };
    case 'AT_RISK':
      return { key: 'atRiskOfDeletion', values: { lag, seconds: Math.round(figure) } };
    case 'LAGGING':
      return describePace(subject, 'fallingBehind', 'fallingBehindInTime');
    case 'CATCHING_UP':
      return describePace(subject, 'catchingUp', 'catchingUpInTime');
    case 'OK':
      return describeWell(subject);
    default:
      return { key: unknownKey(subject), values: {} };
  }
}

function inactiveKey({ isSimple, lagPerSecond }: VerdictSubject): StatusReason['key'] {
  if (isSimple) return 'nobodyCommits';
  return lagPerSecond !== null && lagPerSecond > 0 ? 'noMembersLagGrowing' : 'noMembers';
}

function unknownKey({ hasCommit, isUnread }: VerdictSubject): StatusReason['key'] {
  if (isUnread) return 'notRead';
  return hasCommit ? 'collecting' : 'noCommits';
}

/** The pace in records where it is known and says the same, else in seconds of lag won or lost each minute. */
function describePace(
  subject: VerdictSubject,
  byRecords: StatusReason['key'],
  byTime: StatusReason['key'],
): StatusReason {
  const { lagPerSecond, detail } = subject;
  const lag = subject.lag ?? 0;
  const isSame = lagPerSecond !== null && (Number.isNaN(detail) || lagPerSecond * detail > 0);
  if (isSame) return { key: byRecords, values: { lag, perSecond: Math.round(Math.abs(lagPerSecond) * 10) / 10 } };
  return { key: byTime, values: { lag, seconds: Math.round(Math.abs(detail || 0) * 60) } };
}

const CLOSE_BEHIND_SECONDS = 60;

function describeWell({ lag, lagSeconds }: VerdictSubject): StatusReason {
  if (lag === 0) return { key: 'caughtUp', values: {} };
  const isFar = lagSeconds !== null && lagSeconds > CLOSE_BEHIND_SECONDS;
  if (isFar) return { key: 'keepingUpFarBehind', values: { lag: lag ?? 0, seconds: Math.round(lagSeconds) } };
  return { key: 'keepingUp', values: {} };
}

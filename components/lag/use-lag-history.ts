'use client';

import { type LagUnit, type LagWindow, toChartRows } from './lag-range';
import { type LagSubject, lagHistorySubject } from './lag-window-query';
import { type HistorySource, useHistory } from './use-history';

/** Time lag asks for more: the finer the log ends are, the less it may be off. */
const POINTS: Record<LagUnit, number> = { records: 300, seconds: 600 };

/** Everything a lag chart draws. */
export function useLagHistory(subject: LagSubject, window: LagWindow, unit: LagUnit): HistorySource {
  return useHistory({ subject: lagHistorySubject(subject), window, points: POINTS[unit], toRows: toChartRows });
}

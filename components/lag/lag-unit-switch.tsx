'use client';

import { SegmentedControl } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { LAG_UNITS, type LagUnit } from './lag-range';
import type { LagView } from './use-lag-view';

/** What lag is counted in: the records that wait, or how long ago the oldest of them was appended. */
export function LagUnitSwitch({ view }: { readonly view: LagView }) {
  const t = useTranslations('lag');
  const labels: Record<LagUnit, string> = { records: t('unitRecords'), seconds: t('unitSeconds') };
  return (
    <span {...hint(t('unitHint'))}>
      <SegmentedControl
        size="xs"
        aria-label={t('unit')}
        withItemsBorders={false}
        value={view.unit}
        onChange={(value) => view.setUnit(value as LagUnit)}
        data={LAG_UNITS.map((value) => ({ value, label: labels[value] }))}
      />
    </span>
  );
}

'use client';

import { useTranslations } from 'use-intl';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import classes from './alerts.module.css';

/** What most clusters want to be told of, as forms filled in; each is looked at and tried before it is saved. */
const USUAL_RULES = {
  groupStopped: {
    kind: 'group-verdict',
    verdicts: ['STALLED', 'INACTIVE', 'UNOWNED', 'DATA_LOSS'],
    severity: 'critical',
  },
  groupLate: { kind: 'group-lag-seconds', threshold: 300, severity: 'warning' },
  partitionsOffline: { kind: 'offline-partitions', threshold: 0, forSeconds: 30, severity: 'critical' },
  underReplicated: { kind: 'under-replicated', threshold: 0, forSeconds: 300, severity: 'warning' },
  brokerDown: { kind: 'broker-down', severity: 'critical' },
  diskFull: { kind: 'disk-usage', threshold: 85, forSeconds: 300, severity: 'warning' },
} as const;

/** A way into the form for each of the usual rules. */
export function UsualRules({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('alerts.rules.usual');
  return (
    <>
      <p>{t('lead')}</p>
      <ul className={classes.usual}>
        {(Object.keys(USUAL_RULES) as (keyof typeof USUAL_RULES)[]).map((id) => (
          <li key={id}>
            <TextLink href={paths.change(clusterId, 'save-alert-rule', { rule: t(id), ...USUAL_RULES[id] })}>
              {t(id)}
            </TextLink>
          </li>
        ))}
      </ul>
    </>
  );
}

'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import { Section } from '@/components/ui/page';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { ClusterChangeItem, ClusterDetail } from '@/lib/views/schemas/cluster';
import classes from './overview.module.css';

const FIRST_SHOWN = 8;

function doorOf(clusterId: string, change: ClusterChangeItem): string | null {
  if (change.groupId !== null) {
    return paths.group(clusterId, change.groupId);
  }
  if (change.topic !== null) {
    return paths.topic(clusterId, change.topic);
  }
  return change.brokerId === null ? null : paths.broker(clusterId, change.brokerId);
}

function ChangeLine({ clusterId, change }: { readonly clusterId: string; readonly change: ClusterChangeItem }) {
  const t = useTranslations('change');
  const door = doorOf(clusterId, change);
  const text = t(change.kind, {
    broker: change.brokerId === null ? '—' : String(change.brokerId),
    topic: change.topic ?? '—',
    group: change.groupId ?? '—',
    from: change.from ?? '—',
    to: change.to ?? '—',
  });
  return (
    <li className={classes.change} data-kind={change.kind}>
      <span className={classes.changeText}>
        {door === null ? (
          text
        ) : (
          <TextLink href={door} c="inherit">
            {text}
          </TextLink>
        )}
      </span>
      <span className={classes.changeAge}>
        <Age atMs={change.atMs} />
      </span>
    </li>
  );
}

/** What came, went or changed state while Highwater watched, newest first. */
export function ClusterChanges({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations('overview.changes');
  const [isAllShown, setIsAllShown] = useState(false);
  const { changes } = cluster;
  const shown = isAllShown ? changes : changes.slice(0, FIRST_SHOWN);
  const more = changes.length - FIRST_SHOWN;
  return (
    <Section title={t('title')} {...(more > 0 ? { note: t('more', { count: more }) } : {})}>
      {changes.length === 0 ? (
        <p className={classes.quiet}>{t('empty')}</p>
      ) : (
        <ul className={classes.changes}>
          {shown.map((change, index) => (
            <ChangeLine
              // biome-ignore lint/suspicious/noArrayIndexKey: two changes of one round may be alike in all they tell
              key={`${change.atMs}-${index}`}
              clusterId={cluster.id}
              change={change}
            />
          ))}
        </ul>
      )}
      {more > 0 && (
        <Button
          variant="subtle"
          size="compact-xs"
          className={classes.moreButton}
          onClick={() => setIsAllShown(!isAllShown)}
        >
          {t(isAllShown ? 'groupShown' : 'shown')}
        </Button>
      )}
    </Section>
  );
}

'use client';

import { useTranslations } from 'use-intl';
import { lagChartPath } from '@/components/lag/lag-paths';
import { Figure } from '@/components/ui/figure';
import { hint } from '@/components/ui/hint';
import { type PageFigure, PageHead } from '@/components/ui/page-head';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import type { GroupDetail } from '@/lib/views/schemas/group';
import { GroupActions } from './group-actions';
import { useGroupWords } from './group-words';
import classes from './groups.module.css';
import { TrendArrow } from './trend-arrow';

function useKeyFigures(clusterId: string, group: GroupDetail): readonly PageFigure[] {
  const t = useTranslations('groups');
  const tab = (name: string) => paths.group(clusterId, group.groupId, { tab: name });
  return [
    {
      id: 'lag',
      label: t('totalLag'),
      href: paths.group(clusterId, group.groupId),
      tone: group.status === 'ok' || group.status === 'unknown' ? undefined : group.status,
      value: (
        <span className={classes.beside}>
          <Figure
            value={group.totalLag}
            isAtLeast={group.knownPartitions < group.partitionCount}
            reason={t('lagUnknown')}
          />
          <TrendArrow trend={group.trend} />
        </span>
      ),
    },
    {
      id: 'behind',
      label: t('timeBehind'),
      href: tab('partitions'),
      value: (
        <Figure
          value={group.maxLagSeconds}
          kind="duration"
          isAtLeast={group.lagSecondsIsAtLeast}
          reason={t('timeUnknown')}
        />
      ),
    },
    ...(group.etaSeconds === null ? [] : [eta(group.etaSeconds, t)]),
    {
      id: 'rate',
      label: <span {...hint(t('consumeRateHint'))}>{t('consumeRate')}</span>,
      value: <Figure value={group.consumedPerSecond} kind="rate" reason={t('rateUnknown')} />,
    },
    {
      id: 'members',
      label: t('members'),
      href: tab('members'),
      value: <Figure value={group.memberCount} reason={t('membersUnknown')} />,
    },
    { id: 'topics', label: t('topics'), href: tab('topics'), value: <Figure value={group.topics.length} /> },
    {
      id: 'coordinator',
      label: t('coordinator'),
      ...(group.coordinatorId === null ? {} : { href: paths.broker(clusterId, group.coordinatorId) }),
      value: <Figure value={group.coordinatorId} reason={t('coordinatorUnknown')} />,
    },
  ];
}

function eta(seconds: number, t: ReturnType<typeof useTranslations<'groups'>>): PageFigure {
  return {
    id: 'eta',
    label: <span {...hint(t('etaHint'))}>{t('eta')}</span>,
    value: <Figure value={seconds} kind="duration" />,
  };
}

/** Where the verdict comes from, and the partition that stands out. */
function WorstPlace({ clusterId, group }: { clusterId: string; group: GroupDetail }) {
  const t = useTranslations('groups');
  const formats = useFormats();
  const { worstPartition, hotPartition, verdict } = group;
  const door = (place: { topic: string; partition: number }, text: string) => (
    <TextLink href={lagChartPath(clusterId, group.groupId, place)} c="inherit">
      {text}
    </TextLink>
  );
  const count = group.partitionsByVerdict[verdict] ?? 0;
  const nameOf = (place: { topic: string; partition: number }) => `${place.topic} ${place.partition}`;
  return (
    <>
      {worstPartition === null || verdict === 'OK' ? null : (
        <span className={classes.quiet}>
          {door(worstPartition, t('worstOf', { count, place: nameOf(worstPartition) }))}
        </span>
      )}
      {hotPartition === null ? null : (
        <span
          className={classes.quiet}
          {...hint(
            t('hotHint', { lag: formats.integer(hotPartition.lag), median: formats.integer(hotPartition.medianLag) }),
          )}
        >
          {door(hotPartition, t('hot', { place: nameOf(hotPartition) }))}
        </span>
      )}
    </>
  );
}

function Facts({ clusterId, group }: { clusterId: string; group: GroupDetail }) {
  const t = useTranslations('groups');
  const words = useGroupWords();
  const formats = useFormats();
  const types = useTranslations('groupTypes.epoch');
  const epochs = [
    group.groupEpoch === null ? null : types('group', { epoch: String(group.groupEpoch) }),
    group.assignmentEpoch === null ? null : types('assignment', { epoch: String(group.assignmentEpoch) }),
    group.topology === null ? null : types('topology', { epoch: String(group.topology.topologyEpoch) }),
  ];
  const facts = [words.type(group), group.state, group.protocol, ...epochs].filter(
    (fact) => fact !== null && fact !== '',
  );
  const since = group.sinceMs === null ? t('sinceFirst') : t('since', { time: formats.timestamp(group.sinceMs) });
  const more = [words.verdictHint(group.verdict), since, words.counts(group.partitionsByVerdict)];
  return (
    <>
      <StatusBadge tone={group.status} label={words.verdict(group.verdict)} reason={more.join('\n')} />
      <span className={classes.quiet}>{facts.join(' · ')}</span>
      <span className={classes.quiet}>{words.reason(group)}</span>
      <WorstPlace clusterId={clusterId} group={group} />
    </>
  );
}

/** Head of a group's screen: how it does and why, and its six figures. */
export function GroupHead({ clusterId, group }: { clusterId: string; group: GroupDetail }) {
  const t = useTranslations('groups');
  return (
    <PageHead
      noun={t('noun')}
      nounHref={paths.groups(clusterId)}
      name={group.groupId}
      isNameMono
      copyValue={group.groupId}
      badges={<Facts clusterId={clusterId} group={group} />}
      figures={useKeyFigures(clusterId, group)}
      actions={<GroupActions clusterId={clusterId} group={group} />}
    />
  );
}

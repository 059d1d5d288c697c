'use client';

import { useTranslations } from 'use-intl';
import { HEALTH_TONES } from '@/components/clusters/health-badge';
import { StatusShape } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import type { StatusTone } from '@/components/ui/theme';
import { paths } from '@/lib/client/paths';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';
import classes from './overview.module.css';

type Finding = ClusterDetail['findings'][number];

/** Where one goes to see what a finding counts; null where the page itself shows it. */
const DOORS: Record<Finding['key'], ((clusterId: string) => string) | null> = {
  clusterUnreachable: null,
  brokersDown: paths.brokers,
  noController: paths.brokers,
  offlinePartitions: (clusterId) => paths.topics(clusterId, { health: 'offline' }),
  underReplicatedPartitions: (clusterId) => paths.topics(clusterId, { health: 'under-replicated' }),
  logDirsFailed: paths.brokers,
  groupsStopped: (clusterId) => paths.groups(clusterId, { status: 'stopped' }),
  groupsStalled: (clusterId) => paths.groups(clusterId, { status: 'stalled' }),
  groupsFallingBehind: (clusterId) => paths.groups(clusterId, { status: 'slow' }),
  notRead: null,
};

/** The sentence takes the colour of its worst part: a healthy cluster may still have groups that nobody reads for. */
function toneOf(cluster: ClusterDetail): StatusTone {
  const clusterTone = HEALTH_TONES[cluster.health];
  if (cluster.findings.some((finding) => finding.severity === 'critical')) {
    return 'stopped';
  }
  return clusterTone === 'ok' && cluster.findings.length > 0 ? 'slow' : clusterTone;
}

/** The state of the cluster in one sentence, the worst first; each part leads to what it counts. */
export function HealthSentence({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations();
  const { findings } = cluster;
  const tone = toneOf(cluster);
  return (
    <p className={classes.sentence} data-tone={tone}>
      <StatusShape tone={tone} />
      {findings.length === 0 ? (
        <span>{t('overview.allWell')}</span>
      ) : (
        <span className={classes.findings}>
          {findings.map((finding, index) => {
            const door = DOORS[finding.key];
            const text = t(`healthFinding.${finding.key}`, { count: finding.count });
            return (
              <span key={finding.key} data-severity={finding.severity}>
                {door === null ? (
                  text
                ) : (
                  <TextLink href={door(cluster.id)} c="inherit" underline="always">
                    {text}
                  </TextLink>
                )}
                {index < findings.length - 1 && t('overview.separator')}
              </span>
            );
          })}
        </span>
      )}
    </p>
  );
}

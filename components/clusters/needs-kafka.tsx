'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { clusterQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import type { KafkaFeature } from '@/lib/domain/kafka-features';
import classes from './needs-kafka.module.css';

/** "needs Kafka 3.3" where the brokers of the cluster lack a feature; null where they have it, and before they told. */
export function useNeededKafka(feature: KafkaFeature): string | null {
  const t = useTranslations('clusters.features');
  const { data } = useQuery(clusterQuery(usePathName('cluster') ?? ''));
  const missing = data?.missingFeatures?.find((one) => one.feature === feature);
  return missing === undefined ? null : t('needs', { release: missing.needsKafka });
}

/** Stands where a value would, in words. */
export function NeedsKafka({ words }: { readonly words: string }) {
  return <span className={classes.needs}>{words}</span>;
}

'use client';

import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import classes from './broker-metrics.module.css';

const VARIABLE = 'HIGHWATER_BROKER_METRICS_URL=http://{host}:7071/metrics';
const FILE = `clusters:
  - name: …
    metrics:
      type: prometheus
      url: "http://{host}:7071/metrics"`;

/** Nothing is configured: what to start beside the brokers, and what to set. */
export function MetricsNotConfigured() {
  const t = useTranslations('brokerMetrics');
  return (
    <EmptyState title={t('none')}>
      <p>{t('noneBody')}</p>
      <pre className={classes.example}>{VARIABLE}</pre>
      <p>{t('noneFile')}</p>
      <pre className={classes.example}>{FILE}</pre>
    </EmptyState>
  );
}

/** Configured, and nobody has answered yet. */
export function MetricsAwaited() {
  const t = useTranslations('brokerMetrics');
  return <EmptyState title={t('waiting')}>{t('waitingBody')}</EmptyState>;
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useAlertColumns } from '@/components/alerts/alert-list';
import { Section } from '@/components/ui/page';
import { PlainTable } from '@/components/ui/plain-table';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import { firingAlertsQuery } from '@/lib/client/queries';

/** What fires, before anything else; nothing when nothing does. */
export function FiringAlerts({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('alerts.overview');
  const columns = useAlertColumns(clusterId);
  const { data } = useQuery(firingAlertsQuery(clusterId));
  const alerts = (data?.items ?? []).filter(({ silencedBy }) => silencedBy === null);
  if (alerts.length === 0) return null;
  return (
    <Section title={t('title')} action={<TextLink href={paths.alerts(clusterId)}>{t('all')}</TextLink>}>
      <PlainTable label={t('title')} columns={columns} rows={alerts} rowId={(row) => row.id} empty={null} />
    </Section>
  );
}

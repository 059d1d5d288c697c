'use client';

import { useTranslations } from 'use-intl';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { PageTabs } from '@/components/ui/page-tabs';
import { usePathName } from '@/lib/client/use-path-name';
import { BrokerPicture } from './broker-picture';
import { TopicGroupPicture } from './topic-group-picture';

/** What flows where: topics and the groups that read them, racks and their brokers. */
export function TopologyScreen() {
  const t = useTranslations('topology');
  const clusterId = usePathName('cluster') ?? '';
  return (
    <Page>
      <PageHead noun={t('title')} />
      <PageTabs
        label={t('parts')}
        tabs={[
          { id: 'groups', label: t('tabGroups'), render: () => <TopicGroupPicture clusterId={clusterId} /> },
          { id: 'brokers', label: t('tabBrokers'), render: () => <BrokerPicture clusterId={clusterId} /> },
        ]}
      />
    </Page>
  );
}

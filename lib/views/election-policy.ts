import { z } from 'zod';
import { ELECTION_POLICY_SETTING, electionPolicy } from '@/lib/operations/elections/set-election-policy';
import { clusterParam } from './params';
import { ELECTION_CHECK_SETTING, electionCheck, electionPolicyDetail } from './schemas/election-policy';
import { requireCluster } from './source';
import { defineView } from './view';

export const electionPolicyView = defineView({
  name: 'electionPolicy',
  path: '/clusters/{cluster}/election-policy',
  summary: 'When preferred leaders are elected by themselves, and what was found last',
  permission: 'operation:view',
  params: z.strictObject({ cluster: clusterParam }),
  response: electionPolicyDetail,
  read: async (source, { cluster }) => {
    requireCluster(source, cluster);
    const [policy, check] = await Promise.all([
      source.readClusterSetting(cluster, ELECTION_POLICY_SETTING),
      source.readClusterSetting(cluster, ELECTION_CHECK_SETTING),
    ]);
    const set = electionPolicy.safeParse(policy);
    const last = electionCheck.safeParse(check);
    return { policy: set.success ? set.data : null, lastCheck: last.success ? last.data : null };
  },
});

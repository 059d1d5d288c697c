import { coversTopic, isElectionDue, measureImbalance } from '@/lib/domain/election-policy';
import { electLeaders } from '@/lib/operations/elections/elect-leaders';
import { ELECTION_POLICY_SETTING, electionPolicy } from '@/lib/operations/elections/set-election-policy';
import { readTopics } from '@/lib/operations/facts/read-topics';
import { log } from '@/lib/server/log';
import { readClusterSetting, writeClusterSetting } from '@/lib/server/store/cluster-settings';
import { ELECTION_CHECK_SETTING, electionCheck } from '@/lib/views/schemas/election-policy';
import { executeOperation } from './execute-operation';
import { type ClusterAccess, createOperationContext } from './operation-context';
import { previewOperation } from './preview-operation';

/** Topics of one election. */
const MAX_TOPICS = 1_000;

/** Who the audit names for what the policy does. */
const ELECTION_POLICY_PRINCIPAL = { kind: 'collector', name: 'election-policy' } as const;

/**
 * Looks at the cluster when the policy is due, and elects preferred leaders when more are astray than it allows. The
 * election is an operation like any other: planned, audited, read back. Only the holder of the lease calls it.
 */
export async function runElectionPolicy(access: ClusterAccess, nowMs: number): Promise<void> {
  const { database, clusterId } = access;
  const policy = electionPolicy.safeParse(await readClusterSetting(database, clusterId, ELECTION_POLICY_SETTING));
  if (!policy.success) return;
  const before = electionCheck.safeParse(await readClusterSetting(database, clusterId, ELECTION_CHECK_SETTING));
  if (!isElectionDue(policy.data, before.success ? before.data.atMs : null, nowMs)) return;
  const topics = [...(await readTopics(createOperationContext(access).kafka, null)).values()].filter(({ topic }) =>
    coversTopic(policy.data, topic),
  );
  const imbalancePercent = measureImbalance(topics.flatMap(({ partitions }) => partitions));
  const isElecting = imbalancePercent !== null && imbalancePercent > policy.data.minImbalancePercent;
  await writeClusterSetting(database, clusterId, ELECTION_CHECK_SETTING, { atMs: nowMs, imbalancePercent, isElecting });
  if (!isElecting) return;
  const astray = topics.filter(({ partitions }) => partitions.some(({ leader, replicas }) => leader !== replicas[0]));
  for (let at = 0; at < astray.length; at += MAX_TOPICS) {
    await electIn(
      access,
      astray.slice(at, at + MAX_TOPICS).map(({ topic }) => topic),
    );
  }
}

async function electIn(access: ClusterAccess, topics: readonly string[]): Promise<void> {
  const input = { topics };
  const preview = await previewOperation(access, electLeaders, { input, principal: ELECTION_POLICY_PRINCIPAL.name });
  if (preview.fingerprint === null) {
    log.info({ cluster: access.clusterId, refusals: preview.refusals }, 'preferred leaders could not be elected');
    return;
  }
  await executeOperation(access, electLeaders, {
    input: preview.input,
    fingerprint: preview.fingerprint,
    confirmation: { reason: 'election policy' },
    idempotencyKey: null,
    principal: ELECTION_POLICY_PRINCIPAL,
  });
}

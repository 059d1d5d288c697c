import { describe, expect, it } from 'vitest';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { buildBroker } from '@/lib/domain/testing/build-snapshot';
import { clusterMetadataView, quorumReplicasView } from './metadata';
import { readView, sourceOf } from './testing/view-source';

const node = { directoryId: null, lastFetchAtMs: null, lastCaughtUpAtMs: null, endpoints: [] } as const;
const quorum: ClusterSnapshot['metadataQuorum'] = {
  leaderId: 102,
  leaderEpoch: 7,
  highWatermark: 990,
  replicas: [
    { ...node, nodeId: 102, role: 'leader', logEndOffset: 1000 },
    { ...node, nodeId: 101, role: 'follower', logEndOffset: 940 },
    { ...node, nodeId: 103, role: 'follower', logEndOffset: null },
    { ...node, nodeId: 1, role: 'observer', logEndOffset: 900 },
  ],
};
const supported = { min: 7, max: 30 };

function sourceWith(facts: Pick<ClusterSnapshot, 'metadataQuorum' | 'features'>) {
  return sourceOf(1, () => ({ brokers: [buildBroker(1)], ...facts }));
}

describe('who keeps the metadata', () => {
  it('is the quorum on KRaft: its leader, how many vote, and the voter that lacks most', async () => {
    const features = [{ name: 'metadata.version', finalizedLevel: 30, supported }];
    const answer = await readView(clusterMetadataView, sourceWith({ metadataQuorum: quorum, features }), {
      cluster: 'test',
    });
    expect(answer).toMatchObject({
      mode: 'kraft',
      leaderEpoch: 7,
      highWatermark: 990,
      voterCount: 3,
      observerCount: 1,
      maxVoterLag: 60,
      features: [{ name: 'metadata.version', finalizedLevel: 30, minLevel: 7, maxLevel: 30, release: '4.3' }],
    });
  });

  it('is a quorum that may not be read where the features tell of one, and ZooKeeper where they do not', async () => {
    const modeOf = async (features: ClusterSnapshot['features']) =>
      (await readView(clusterMetadataView, sourceWith({ metadataQuorum: null, features }), { cluster: 'test' })).mode;
    expect(await modeOf([{ name: 'metadata.version', finalizedLevel: 21, supported }])).toBe('kraft');
    expect(await modeOf([{ name: 'metadata.version', finalizedLevel: null, supported }])).toBe('zookeeper');
    expect(await modeOf([])).toBe('zookeeper');
    expect(await modeOf(null)).toBe('unknown');
  });

  it('lists the leader first, and what each node lacks; unknown where its end is', async () => {
    const { items } = await readView(quorumReplicasView, sourceWith({ metadataQuorum: quorum, features: null }), {
      cluster: 'test',
    });
    expect(items.map(({ nodeId, role, lag, isBroker }) => [nodeId, role, lag, isBroker])).toEqual([
      [102, 'leader', 0, false],
      [101, 'follower', 60, false],
      [103, 'follower', null, false],
      [1, 'observer', 100, true],
    ]);
  });
});

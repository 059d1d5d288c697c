import { describe, expect, it } from 'vitest';
import { createTopic } from './create-topic';

function warningsOf(given: object, minInSyncReplicas: string | null) {
  const input = createTopic.input.parse({ topic: 'orders', ...given });
  const validation = { errorName: null, message: null, partitionCount: 2, replicationFactor: 2, minInSyncReplicas };
  const result = createTopic.plan(input, validation);
  if ('refusals' in result) throw new Error('refused');
  return createTopic.describe(result.plan).warnings.map(({ key }) => key);
}

describe('create-topic', () => {
  it('1. warns when acks=all would fail, also for the one partition that has fewer replicas', () => {
    expect(warningsOf({}, '2')).toEqual([]);
    expect(warningsOf({}, '3')).toEqual(['minIsrAboveReplicas']);
    expect(warningsOf({}, null)).toEqual([]);
    expect(warningsOf({ assignment: [[1, 2], [1]] }, '2')).toEqual(['minIsrAboveReplicas']);
  });

  it('2. warns of unclean elections', () => {
    expect(warningsOf({ configs: { 'unclean.leader.election.enable': 'true' } }, '1')).toEqual([
      'uncleanMayLoseRecords',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { groupUrgency } from './group-items';

describe('the order of groups', () => {
  it('has the worst verdict first, the larger lag before the smaller, and Connect workers last', () => {
    const groups = [
      { name: 'workers', verdict: 'UNKNOWN', totalLag: null, kind: 'connect' },
      { name: 'well', verdict: 'OK', totalLag: 0, kind: 'consumer' },
      { name: 'behind', verdict: 'LAGGING', totalLag: 10, kind: 'classic' },
      { name: 'further behind', verdict: 'LAGGING', totalLag: 11, kind: 'classic' },
      { name: 'stopped', verdict: 'STALLED', totalLag: 1, kind: 'classic' },
      { name: 'never committed', verdict: 'UNKNOWN', totalLag: null, kind: 'consumer' },
    ] as const;
    const ordered = [...groups].sort((left, right) => groupUrgency(left) - groupUrgency(right));
    expect(ordered.map(({ name }) => name)).toEqual([
      'stopped',
      'further behind',
      'behind',
      'never committed',
      'well',
      'workers',
    ]);
  });
});

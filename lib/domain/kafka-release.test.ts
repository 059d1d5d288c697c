import { describe, expect, it } from 'vitest';
import { describeMetadataVersion } from './kafka-release';

describe('describeMetadataVersion', () => {
  it.each([
    [1, '3.0'],
    [7, '3.3'],
    [8, '3.4'],
    [14, '3.6'],
    [19, '3.7'],
    [21, '3.9'],
    [25, '4.0'],
    [29, '4.2'],
    [30, '4.3'],
  ])('level %i is %s', (level, line) => {
    expect(describeMetadataVersion(level)).toBe(line);
  });

  it('is unsure of levels that came after it was written, and of none', () => {
    expect(describeMetadataVersion(31)).toBeNull();
    expect(describeMetadataVersion(0)).toBeNull();
  });
});

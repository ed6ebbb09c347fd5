import { describe, expect, it } from 'vitest';
import { TIMELINE_GROUPS, typesOf } from './timeline-filter';
import { DESCRIBED_TYPES } from './wording';

describe('the filter of a timeline', () => {
  it('has every type that the timeline shows in exactly one group', () => {
    expect(Object.values(TIMELINE_GROUPS).flat().sort()).toEqual([...DESCRIBED_TYPES].sort());
  });

  it('shows everything for a group that it does not know', () => {
    expect(typesOf('')).toEqual([]);
    expect(typesOf('nonsense')).toEqual([]);
  });
});

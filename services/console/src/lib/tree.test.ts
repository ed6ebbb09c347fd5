import { describe, expect, it } from 'vitest';
import type { Rep, Team } from '../api/types';
import { isAway, repsOf, repsWithin, teamsOf } from './tree';

const team = (id: string, ...above: string[]): Team => ({ id, displayName: id, path: [...above, id], managerId: '' });
const rep = (id: string, teamId: string): Rep => ({
  id,
  displayName: id.toUpperCase(),
  teamId,
  active: true,
  leaves: [],
  openLeads: 0,
});
const teams = [team('all'), team('south', 'all'), team('south-1', 'all', 'south'), team('north', 'all')];
const reps = [rep('cat', 'north'), rep('bob', 'south-1'), rep('ann', 'south')];
const ids = (found: { id: string }[]) => found.map(({ id }) => id);

describe('whose work a person sees', () => {
  it('is the own for a rep', () => {
    const viewer = { roles: ['rep'], team: 'south', rep: 'ann' };
    expect(ids(teamsOf(teams, viewer))).toEqual(['south']);
    expect(ids(repsOf(reps, teams, viewer))).toEqual(['ann']);
  });
  it('is the tree for a manager, by name', () => {
    const viewer = { roles: ['rep', 'manager'], team: 'south', rep: 'mia' };
    expect(ids(teamsOf(teams, viewer))).toEqual(['south', 'south-1']);
    expect(ids(repsOf(reps, teams, viewer))).toEqual(['ann', 'bob']);
  });
  it('is everything for an admin', () => {
    expect(ids(teamsOf(teams, { roles: ['admin'] }))).toHaveLength(4);
    expect(ids(repsOf(reps, teams, { roles: ['operator'] }))).toEqual(['ann', 'bob', 'cat']);
  });
});

it('finds the reps of a team and of those below it', () => {
  expect(ids(repsWithin(reps, teams, 'south'))).toEqual(['bob', 'ann']);
  expect(ids(repsWithin(reps, teams, 'south-1'))).toEqual(['bob']);
  expect(repsWithin(reps, teams, '')).toBe(reps);
});

it('knows who is away', () => {
  const leaves = [{ from: '2026-01-01T00:00:00Z', to: '2026-01-03T00:00:00Z' }];
  expect(isAway({ leaves }, Date.parse('2026-01-02T00:00:00Z'))).toBe(true);
  expect(isAway({ leaves }, Date.parse('2026-01-03T00:00:00Z'))).toBe(false);
});

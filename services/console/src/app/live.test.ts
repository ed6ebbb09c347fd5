import { expect, it } from 'vitest';
import { staleKeys } from './live';

it('refreshes what an event concerns, and nothing else', () => {
  expect(staleKeys({ source: 'notification', type: 'crm.notification.created.v1', subject: 'c1' })).toEqual([
    ['notifications'],
  ]);
  expect(staleKeys({ source: 'assignment', type: 'crm.assignment.lead.claimed.v1', subject: 'c1' })).toEqual([
    ['my-day'],
    ['lists'],
    ['board'],
    ['dashboard'],
    ['workload'],
    ['customer', 'c1'],
  ]);
  expect(staleKeys({ source: 'assignment', type: 'crm.assignment.rep.updated.v1', subject: 'ann' })).toEqual([
    ['reps'],
  ]);
  expect(staleKeys({ source: 'assignment', type: 'crm.assignment.pool.updated.v1', subject: 'hesse' })).toEqual([
    ['lists'],
  ]);
  expect(
    staleKeys({ source: 'assignment', type: 'crm.assignment.rule_set.published.v1', subject: 'rule-set:2' }),
  ).toEqual([['rule-sets']]);
});

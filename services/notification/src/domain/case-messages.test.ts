import {
  caseAssignedMessages,
  caseRatedMessages,
  caseReopenedMessages,
  caseSurveyMessages,
  caseUndispatchedMessages,
} from './case-messages';

const data = {
  caseId: 'k',
  kind: 'CASE_KIND_COMPLAINT',
  cycle: 2,
  state: 'CASE_STATE_ASSIGNED',
  priority: 'CASE_PRIORITY_NORMAL',
  assigneeId: 'ann',
  teamId: 'south',
  recipients: [{ repId: 'ann', role: 'agent' as const }],
};

describe('messages about cases', () => {
  it('tell the agent once for each time of getting the case', () => {
    const [first] = caseAssignedMessages('c', 2, { ...data, how: 'dispatched', reason: '' });
    const [again] = caseAssignedMessages('c', 5, {
      ...data,
      how: 'assigned',
      reason: '',
      priority: 'CASE_PRIORITY_URGENT',
    });
    expect(first).toMatchObject({ recipientId: 'ann', kind: 'case_assigned', subject: 'c', urgency: 'URGENCY_NORMAL' });
    expect(again).toMatchObject({ urgency: 'URGENCY_HIGH' });
    expect(first?.id).not.toBe(again?.id);
    expect(caseAssignedMessages('c', 2, { ...data, how: 'taken', reason: '', recipients: [] })).toEqual([]);
  });

  it('tell agent and supervisor of a poor rating, the supervisor more urgently', () => {
    const recipients = [...data.recipients, { repId: 'mia', role: 'supervisor' as const }];
    const drafts = caseRatedMessages('c', { ...data, csat: 1, poor: true, recipients });
    expect(drafts.map(({ recipientId, urgency }) => [recipientId, urgency])).toEqual([
      ['ann', 'URGENCY_HIGH'],
      ['mia', 'URGENCY_CRITICAL'],
    ]);
  });

  it('have a key for each occasion and carry ids only', () => {
    const all = [
      ...caseUndispatchedMessages('c', 3, { ...data, reason: '' }),
      ...caseUndispatchedMessages('c', 7, { ...data, reason: 'DISPATCH_REASON_AGENT_LEFT' }),
      ...caseUndispatchedMessages('c', 9, { ...data, reason: 'DISPATCH_REASON_AGENT_LEFT' }),
      ...caseReopenedMessages('c', data),
      ...caseSurveyMessages('ask', 'c', data),
      ...caseSurveyMessages('remind', 'c', data),
    ];
    expect(new Set(all.map(({ id }) => id)).size).toBe(6);
    for (const { params } of all) expect(params).toEqual({ caseId: 'k', priority: data.priority, cycle: '2' });
  });
});

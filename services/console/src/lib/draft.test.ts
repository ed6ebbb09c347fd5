import { describe, expect, it } from 'vitest';
import { changeDraft, dropDraft, emptyDraft, keepDraft, loadDraft } from './draft';
import { draftFaults, toFollowUpInput } from './follow-up-input';

function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  } as Storage;
}

describe('drafts', () => {
  it('come back with their request id, each customer’s own, until they are dropped', () => {
    const storage = memoryStorage();
    const draft = changeDraft(emptyDraft('id-1'), { content: 'Called.' }, 'id-2');
    keepDraft(storage, 'c1', draft);
    expect(loadDraft(storage, 'c1', 'id-3')).toEqual(draft);
    expect(loadDraft(storage, 'c2', 'id-3')).toEqual(emptyDraft('id-3'));
    dropDraft(storage, 'c1');
    expect(loadDraft(storage, 'c1', 'id-4')).toEqual(emptyDraft('id-4'));
  });

  it('become another command when their content changes', () => {
    const draft = emptyDraft('id-1');
    expect(changeDraft(draft, { content: 'x' }, 'id-2').requestId).toBe('id-2');
  });

  it('survive rubbish in the storage', () => {
    const storage = memoryStorage();
    storage.setItem('fairlead:follow-up:c1', '{"content": 7, "strange": true');
    expect(loadDraft(storage, 'c1', 'id')).toEqual(emptyDraft('id'));
    storage.setItem('fairlead:follow-up:c1', '{"content": 7, "outcome": "x", "strange": "y"}');
    expect(loadDraft(storage, 'c1', 'id')).toEqual({ ...emptyDraft('id'), outcome: 'x' });
  });
});

describe('what is sent', () => {
  const draft = { ...emptyDraft('id'), outcome: 'FOLLOW_UP_OUTCOME_INTERESTED', content: ' Called. ' };
  it('names every gap before it is sent', () => {
    expect(Object.keys(draftFaults(emptyDraft('id')))).toEqual(['outcome', 'content']);
    expect(Object.keys(draftFaults({ ...draft, nextStep: 'Visit' }))).toEqual(['nextStep']);
    expect(Object.keys(draftFaults({ ...draft, nextStepDue: '2026-01-01T10:00' }))).toEqual(['nextStep']);
    expect(draftFaults(draft)).toEqual({});
  });
  it('leaves out what is empty and reads times in the zone', () => {
    expect(toFollowUpInput(draft, 'Asia/Shanghai')).toEqual({
      method: 'CONTACT_METHOD_CALL',
      outcome: 'FOLLOW_UP_OUTCOME_INTERESTED',
      content: 'Called.',
    });
    const planned = { ...draft, nextStep: 'Visit', nextStepDue: '2026-01-15T09:00' };
    expect(toFollowUpInput(planned, 'Asia/Shanghai')).toMatchObject({
      nextStep: 'Visit',
      nextStepDue: '2026-01-15T01:00:00.000Z',
    });
  });
});

import { expect, it } from 'vitest';
import { isPolicyDraft, policyFaults, policyTexts, toPolicy } from './policy-draft';

const policy = {
  protection: '7776000s',
  reminder: '0s',
  extensions: 2,
  extension: '1s',
  contest: '259200s',
  mostPerRegistrant: 50,
};

it('shows times in days and gives the same seconds back', () => {
  const texts = policyTexts(policy);
  expect(texts).toEqual({
    protection: '90',
    reminder: '0',
    extensions: '2',
    extension: '0.00001',
    contest: '3',
    mostPerRegistrant: '50',
  });
  expect(toPolicy(policy, texts)).toEqual({ body: policy, faults: {} });
});

it('sends what was typed with the rest as it is', () => {
  expect(toPolicy(policy, { contest: ' 1,5 ', extensions: '0' })).toEqual({
    body: { ...policy, contest: '129600s', extensions: 0 },
    faults: {},
  });
});

it('names what is no number', () => {
  expect(
    toPolicy(policy, { protection: '', reminder: '-1', extensions: '1.5', mostPerRegistrant: 'x' }).faults,
  ).toEqual({
    protection: 'must be a number',
    reminder: 'must be a number',
    extensions: 'must be a whole number',
    mostPerRegistrant: 'must be a whole number',
  });
});

it('tells a range in days', () => {
  expect(policyFaults({ contest: 'must be 1s to 2592000s', extensions: 'must be 0 to 10' })).toEqual({
    contest: 'must be from 0.00001 to 30',
    extensions: 'must be 0 to 10',
  });
});

it('knows a draft of it', () => {
  expect(isPolicyDraft({ contest: { from: '3', to: '4' } })).toBe(true);
  expect(isPolicyDraft({ level: { from: '3', to: '4' } })).toBe(false);
});

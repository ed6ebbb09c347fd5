import type { FollowUpInput } from '../api/commands';
import type { Draft } from './draft';
import { fromWallTime } from './time';

export type DraftFaults = Partial<Record<keyof Omit<Draft, 'requestId'>, string>>;

/** What is missing before it is worth sending, as keys of texts by field. */
export function draftFaults({ outcome, content, nextStep, nextStepDue }: Draft): DraftFaults {
  const half = (nextStep.trim() === '') !== (nextStepDue === '');
  return {
    ...(outcome === '' ? { outcome: 'followUp.needOutcome' } : {}),
    ...(content.trim() === '' ? { content: 'followUp.needContent' } : {}),
    ...(half ? { nextStep: 'followUp.needBoth' } : {}),
  };
}

/** The draft as the API takes it; wall-clock times are those of the user's zone. */
export function toFollowUpInput(
  { method, outcome, content, occurTime, nextStep, nextStepDue }: Draft,
  zone: string,
): FollowUpInput {
  const occurred = fromWallTime(occurTime, zone);
  const due = fromWallTime(nextStepDue, zone);
  return {
    method,
    outcome,
    content: content.trim(),
    ...(occurred ? { occurTime: occurred } : {}),
    ...(nextStep.trim() !== '' ? { nextStep: nextStep.trim() } : {}),
    ...(due ? { nextStepDue: due } : {}),
  };
}

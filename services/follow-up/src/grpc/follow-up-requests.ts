import { common, followup as proto } from '@fairlead/proto';
import { Faults } from '@fairlead/service-kit';
import type { NewTask } from '../application/create-task';
import type { NewFollowUp } from '../application/log-follow-up';

/** Clocks of callers may run ahead of ours by so much. */
const AHEAD_MS = 5 * 60_000;
const MAX_CONTENT = 5000;
const MAX_NEXT_STEP = 500;
const MAX_TITLE = 500;

/** Checks a new follow-up; every fault is named. */
export function parseNewFollowUp({ followUp, requestId }: proto.LogFollowUpRequest, now: Date): NewFollowUp {
  const faults = new Faults().uuid('request_id', requestId);
  if (!followUp) faults.add('follow_up', 'is required');
  const given = followUp ?? proto.FollowUp.create();
  if (followUp) {
    const { name, id, createTime, taskId, author, cycle } = given;
    const outputs = { name, id, create_time: createTime, task_id: taskId, author, cycle };
    for (const [field, value] of Object.entries(outputs)) faults.check(!value, `follow_up.${field}`, 'is output only');
    checkContent(given, now, faults);
  }
  faults.throwIfAny();
  const { customerId, method, outcome, occurTime = now, nextStepDue } = given;
  const [content, nextStep] = [given.content.trim(), given.nextStep.trim()];
  return { customerId, occurTime, method, outcome, content, nextStep, nextStepDue };
}

function checkContent(given: proto.FollowUp, now: Date, faults: Faults): void {
  faults.uuid('follow_up.customer_id', given.customerId);
  const { CONTACT_METHOD_UNSPECIFIED, UNRECOGNIZED } = common.ContactMethod;
  const method = given.method !== CONTACT_METHOD_UNSPECIFIED && given.method !== UNRECOGNIZED;
  faults.check(method, 'follow_up.method', 'is required: how the customer was reached');
  const outcome =
    given.outcome !== proto.FollowUpOutcome.FOLLOW_UP_OUTCOME_UNSPECIFIED &&
    given.outcome !== proto.FollowUpOutcome.UNRECOGNIZED;
  faults.check(outcome, 'follow_up.outcome', 'is required: what came of it');
  faults.text('follow_up.content', given.content.trim(), { min: 1, max: MAX_CONTENT });
  const nextStep = given.nextStep.trim();
  faults.text('follow_up.next_step', nextStep, { max: MAX_NEXT_STEP });
  const ahead = given.occurTime && given.occurTime.getTime() > now.getTime() + AHEAD_MS;
  faults.check(!ahead, 'follow_up.occur_time', 'must be at most 5 minutes ahead');
  faults.check(nextStep === '' || given.nextStepDue !== undefined, 'follow_up.next_step_due', 'is required');
  faults.check(
    nextStep !== '' || given.nextStepDue === undefined,
    'follow_up.next_step',
    'is required with a due time',
  );
}

/** Checks a new task; every fault is named. */
export function parseNewTask({ task, requestId }: proto.CreateTaskRequest): NewTask {
  const faults = new Faults().uuid('request_id', requestId);
  if (!task) faults.add('task', 'is required');
  const given = task ?? proto.Task.create();
  if (task) {
    const { name, id, etag, createTime, doneTime, followUpId } = given;
    const outputs = { name, id, etag, create_time: createTime, done_time: doneTime, follow_up_id: followUpId };
    for (const [field, value] of Object.entries(outputs)) faults.check(!value, `task.${field}`, 'is output only');
    faults.uuid('task.customer_id', given.customerId);
    if (given.ownerId !== '') faults.slug('task.owner_id', given.ownerId);
    faults.text('task.title', given.title.trim(), { min: 1, max: MAX_TITLE });
    faults.check(given.dueTime !== undefined, 'task.due_time', 'is required');
  }
  faults.throwIfAny();
  const { customerId, ownerId, dueTime } = given;
  return { customerId, ownerId, title: given.title.trim(), dueTime: dueTime as Date };
}

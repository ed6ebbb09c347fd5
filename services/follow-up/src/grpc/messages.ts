import { followup as proto } from '@fairlead/proto';
import type { Reply } from '@fairlead/service-kit';
import { holidayCoverage, toDuration } from '@fairlead/service-kit';
import type { BusinessCalendar } from '../domain/business-calendar';
import type { ClockPolicy } from '../domain/clock-policy';
import type { FollowUp } from '../domain/follow-up';
import { isOpen, nextLevel, type Obligation, type ObligationLevel } from '../domain/obligation';
import { pauseAt } from '../domain/paused-clock';
import { isActive } from '../domain/policy-choice';
import type { Task } from '../domain/task';
import type { CalendarDoc, FollowUpDoc, ObligationDoc, PolicyDoc, TaskDoc } from '../repository/models';

export const toFollowUp = (doc: FollowUpDoc): proto.FollowUp => ({
  name: `followUps/${doc._id}`,
  id: doc._id,
  customerId: doc.customerId,
  createTime: doc.createTime,
  occurTime: doc.occurTime,
  method: doc.method,
  outcome: doc.outcome,
  content: doc.content,
  nextStep: doc.nextStep,
  nextStepDue: doc.nextStepDue,
  taskId: doc.taskId,
  author: doc.author,
  cycle: doc.cycle,
});

export const toTask = (doc: TaskDoc): proto.Task => ({
  name: `tasks/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  createTime: doc.createTime,
  customerId: doc.customerId,
  ownerId: doc.ownerId,
  title: doc.title,
  dueTime: doc.dueTime,
  doneTime: doc.doneTime,
  followUpId: doc.followUpId,
});

export const toCalendar = (doc: CalendarDoc): proto.Calendar => ({
  name: `calendars/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  version: doc.version,
  displayName: doc.displayName,
  timeZone: doc.timeZone,
  weekdays: Object.entries(doc.weekly)
    .filter(([, slots]) => slots && slots.length > 0)
    .map(([day, slots]) => ({ day: Number(day), slots: slots ?? [] })),
  holidayRegion: doc.holidayRegion,
  exceptions: doc.exceptions.map(({ date, slots, label }) => ({ date, slots, label: label ?? '' })),
  holidaysUntil: lastKnownDay(doc.holidayRegion),
});

function lastKnownDay(region: BusinessCalendar['holidayRegion']): string {
  const years = holidayCoverage(region);
  return years ? `${years[1]}-12-31` : '';
}

export const toPolicy = (doc: PolicyDoc): proto.ClockPolicy => ({
  name: `clockPolicies/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  version: doc.version,
  kind: doc.kind,
  duration: toDuration(doc.durationMs),
  reminderFractions: [...doc.reminderFractions],
  grace: toDuration(doc.graceMs),
  stages: doc.conditions?.stages ?? [],
  sources: doc.conditions?.sources ?? [],
  valueLevels: doc.conditions?.valueLevels ?? [],
  customerTypes: doc.conditions?.customerTypes ?? [],
  caseKinds: doc.conditions?.caseKinds ?? [],
  priorities: doc.conditions?.priorities ?? [],
  priority: doc.priority ?? 0,
  escalations: (doc.escalations ?? []).map(({ afterMs, role }) => ({ after: toDuration(afterMs), role })),
  active: isActive(doc),
  calendarId: doc.calendarId ?? '',
});

const toLevel = ({ id, dueTime, recordTime, recipients }: ObligationLevel): proto.Level => ({
  id,
  dueTime,
  recordTime,
  recipients: recipients.map(({ repId }) => repId),
});

/** `paused`: the clock stands still at the moment of the answer, for whatever reason. */
export function toObligation(doc: ObligationDoc, paused: boolean, now: Date): proto.Obligation {
  const next = nextLevel(doc);
  const pause = isOpen(doc) ? pauseAt(doc, now) : undefined;
  return {
    name: `obligations/${doc._id}`,
    id: doc._id,
    kind: doc.kind,
    subject: doc.subject,
    cycle: doc.cycle,
    ownerId: doc.ownerId,
    teamId: doc.teamId,
    state: doc.state,
    openTime: doc.openTime,
    dueTime: doc.dueTime,
    closeTime: doc.closeTime,
    levels: doc.levels.map(toLevel),
    nextLevel: next && toLevel(next),
    policyId: doc.policyId,
    policyVersion: doc.policyVersion,
    calendarId: doc.calendarId,
    paused,
    etag: String(doc.revision),
    beyondHolidayData: doc.beyondHolidayData,
    heldBy: doc.held?.by ?? '',
    pause: pause && { from: pause.from, until: pause.to, reason: pause.reason },
  };
}

export const FOLLOW_UP_REPLY: Reply<FollowUp, proto.FollowUp> = { codec: proto.FollowUp, of: toFollowUp };
export const TASK_REPLY: Reply<Task, proto.Task> = { codec: proto.Task, of: toTask };
export const CALENDAR_REPLY: Reply<BusinessCalendar, proto.Calendar> = { codec: proto.Calendar, of: toCalendar };
export const POLICY_REPLY: Reply<ClockPolicy, proto.ClockPolicy> = { codec: proto.ClockPolicy, of: toPolicy };
/** The answer to whoever pauses a clock: as it was right then. */
export const obligationReply = (now: Date): Reply<Obligation, proto.Obligation> => ({
  codec: proto.Obligation,
  of: (doc) => toObligation(doc, pauseAt(doc, now) !== undefined, now),
});

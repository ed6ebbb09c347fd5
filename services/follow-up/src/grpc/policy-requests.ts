import type { EscalationRole, followup as proto } from '@fairlead/proto';
import { Faults, toMs } from '@fairlead/service-kit';
import type { ClockConditions } from '../domain/clock-conditions';
import { FIRST_CONTACT_KIND } from '../domain/clock-kinds';
import { type ClockPolicy, DEFAULT_FRACTIONS } from '../domain/clock-policy';
import { shortName } from '../domain/policy-choice';
import { validatePolicy } from '../domain/validate-policy';
import type { Repositories } from '../repository/repositories';
import { checkMask, refuseOutputOnly, requireEtag, requireMessage } from './versioned-requests';

type PolicyValues = Omit<ClockPolicy, 'version' | 'commandKey'>;

const CONDITIONS: Record<string, keyof ClockConditions> = {
  stages: 'stages',
  sources: 'sources',
  value_levels: 'valueLevels',
  customer_types: 'customerTypes',
  case_kinds: 'caseKinds',
  priorities: 'priorities',
};
const OTHERS = ['duration', 'reminder_fractions', 'grace', 'priority', 'escalations', 'active', 'calendar_id'];
const FIELDS = [...OTHERS, ...Object.keys(CONDITIONS)];

/** Whether there is the calendar that a policy names; one that names none is fine. */
export const knowsCalendar = async (
  { calendars }: Pick<Repositories, 'calendars'>,
  policy: proto.ClockPolicy | undefined,
): Promise<boolean> => !policy?.calendarId || (await calendars.store.find(policy.calendarId)) !== null;

/** A new policy under the id that its author chose; without fractions it reminds at the default ones. */
export function parseNewPolicy({ policy, requestId }: proto.CreateClockPolicyRequest, calendarKnown: boolean) {
  const faults = new Faults().uuid('request_id', requestId);
  const given = requireMessage(policy, 'policy', faults);
  refuseOutputOnly('policy', given, faults);
  faults.slug('policy.id', given.id);
  const values = toValues(given, given.kind || FIRST_CONTACT_KIND);
  const whole = given.reminderFractions.length > 0 ? values : { ...values, reminderFractions: DEFAULT_FRACTIONS };
  checkPolicy(given.id, whole, calendarKnown, faults).throwIfAny();
  return { id: given.id, values: whole };
}

/** Changed fields of a policy; the whole is checked against what is there by `decide`. */
export const parsePolicyUpdate = (
  { policy, updateMask, requestId }: proto.UpdateClockPolicyRequest,
  calendarKnown: boolean,
) => parsePolicyDraft(policy, updateMask, calendarKnown, new Faults().uuid('request_id', requestId));

/** The same, of which nothing is to be written. */
export function parsePolicyDraft(
  policy: proto.ClockPolicy | undefined,
  updateMask: string[] | undefined,
  calendarKnown: boolean,
  faults = new Faults(),
) {
  const given = requireMessage(policy, 'policy', faults);
  const fields = checkMask(updateMask, FIELDS, faults);
  requireEtag('policy', given, faults);
  faults.throwIfAny();
  const decide = (present: ClockPolicy) => changedPolicy(given, fields, present, calendarKnown);
  return { id: given.id, etag: given.etag, decide };
}

/** What an update makes of a policy; INVALID_ARGUMENT when the whole has faults. */
function changedPolicy(
  given: proto.ClockPolicy,
  fields: string[],
  present: ClockPolicy,
  calendarKnown: boolean,
): Partial<ClockPolicy> {
  const values = toValues(given, present.kind);
  const conditions = { ...present.conditions };
  for (const [field, list] of Object.entries(CONDITIONS)) {
    if (fields.includes(field)) conditions[list] = values.conditions?.[list] ?? [];
  }
  const changed: Partial<PolicyValues> = {
    ...(fields.includes('duration') ? { durationMs: values.durationMs } : {}),
    ...(fields.includes('reminder_fractions') ? { reminderFractions: values.reminderFractions } : {}),
    ...(fields.includes('grace') ? { graceMs: values.graceMs } : {}),
    ...(fields.includes('priority') ? { priority: values.priority ?? 0 } : {}),
    ...(fields.includes('escalations') ? { escalations: values.escalations ?? [] } : {}),
    ...(fields.includes('active') ? { active: values.active ?? true } : {}),
    ...(fields.includes('calendar_id') ? { calendarId: values.calendarId ?? '' } : {}),
    ...(fields.some((field) => field in CONDITIONS) ? { conditions } : {}),
  };
  const isKnown = calendarKnown || !fields.includes('calendar_id');
  checkPolicy(given.id, { ...present, ...changed }, isKnown, new Faults()).throwIfAny();
  return changed;
}

const checkPolicy = (id: string, policy: PolicyValues, calendarKnown: boolean, faults: Faults): Faults =>
  faults.addAll(validatePolicy(id, policy)).check(calendarKnown, 'policy.calendar_id', 'there is no such calendar');

const milliseconds = (time: proto.ClockPolicy['duration']): number => (time ? toMs(time) : 0);

function toValues(given: proto.ClockPolicy, kind: string): PolicyValues {
  return {
    kind,
    durationMs: milliseconds(given.duration),
    graceMs: milliseconds(given.grace),
    reminderFractions: given.reminderFractions,
    escalations: given.escalations.map(({ after, role }) => ({
      afterMs: milliseconds(after),
      role: role as EscalationRole,
    })),
    conditions: {
      stages: given.stages.map(shortName),
      sources: given.sources.map((source) => source.trim()),
      valueLevels: given.valueLevels.map(shortName),
      customerTypes: given.customerTypes.map(shortName),
      caseKinds: given.caseKinds.map(shortName),
      priorities: given.priorities.map(shortName),
    },
    priority: given.priority,
    active: given.active ?? true,
    calendarId: given.calendarId,
  };
}

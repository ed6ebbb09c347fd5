import { ALWAYS } from './business-calendar';
import { type ClockConditions, NO_CONDITIONS } from './clock-conditions';
import { FIRST_CONTACT_KIND, FIRST_RESPONSE_KIND, RESOLUTION_KIND, SILENCE_KIND, STAGE_KIND } from './clock-kinds';
import { type ClockPolicy, DEFAULT_FRACTIONS, FIRST_CONTACT_POLICY, FIRST_CONTACT_TERMS } from './clock-policy';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type BuiltIn = Omit<ClockPolicy, 'version' | 'commandKey'>;

const policy = (
  kind: string,
  durationMs: number,
  conditions: Partial<ClockConditions>,
  escalations: BuiltIn['escalations'] = [],
  calendarId = '',
): BuiltIn => ({
  kind,
  durationMs,
  reminderFractions: DEFAULT_FRACTIONS,
  graceMs: 0,
  escalations,
  conditions: { ...NO_CONDITIONS, ...conditions },
  priority: 0,
  active: true,
  calendarId,
});

/**
 * The policies of the start, by id. People may change all of them. Days are days on the wall; hours are hours of the owner's
 * team, as somebody has to act within them.
 */
export const BUILT_IN_POLICIES: Record<string, BuiltIn> = {
  [FIRST_CONTACT_POLICY]: {
    ...FIRST_CONTACT_TERMS,
    kind: FIRST_CONTACT_KIND,
    escalations: [],
    conditions: NO_CONDITIONS,
    priority: 0,
    active: true,
  },
  quoted: policy(STAGE_KIND, 7 * DAY_MS, { stages: ['QUOTE'] }, [], ALWAYS),
  'high-value-silence': policy(SILENCE_KIND, 5 * DAY_MS, { valueLevels: ['HIGH'] }, [], ALWAYS),
  'complaint-response': policy(FIRST_RESPONSE_KIND, HOUR_MS, { caseKinds: ['COMPLAINT'] }),
  'complaint-resolution': policy(RESOLUTION_KIND, 8 * HOUR_MS, { caseKinds: ['COMPLAINT'] }, [
    { afterMs: 8 * HOUR_MS, role: 'supervisor' },
    { afterMs: 16 * HOUR_MS, role: 'director' },
    { afterMs: 24 * HOUR_MS, role: 'executive' },
  ]),
  'service-response': policy(FIRST_RESPONSE_KIND, 4 * HOUR_MS, { caseKinds: ['SERVICE_REQUEST'] }),
  'service-resolution': policy(RESOLUTION_KIND, 24 * HOUR_MS, { caseKinds: ['SERVICE_REQUEST'] }),
};

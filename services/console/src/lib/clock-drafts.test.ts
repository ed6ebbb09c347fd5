import { describe, expect, it } from 'vitest';
import type { Calendar, ClockPolicy } from '../api/clocks';
import { calendarDraftOf, slotsOf, toCalendarBody } from './calendar-draft';
import { changedFields, emptyPolicy, listsOf, policyDraftOf, toPolicyBody } from './clock-policy-draft';
import { endsSoon, reachesPast } from './holiday-reach';
import { durationOf, hoursOf } from './hours';

const policy: ClockPolicy = {
  id: 'complaint-resolution',
  etag: '1',
  version: 1,
  kind: 'resolution',
  duration: '28800s',
  reminderFractions: [0.5, 0.8],
  grace: '0s',
  stages: [],
  sources: [],
  valueLevels: [],
  customerTypes: [],
  caseKinds: ['COMPLAINT'],
  priorities: [],
  priority: 0,
  escalations: [{ after: '57600s', role: 'director' }],
  active: true,
  calendarId: '',
};
const calendar: Calendar = {
  id: 'office',
  etag: '1',
  version: 1,
  displayName: 'Office',
  timeZone: 'Asia/Shanghai',
  weekdays: [
    {
      day: 1,
      slots: [
        { from: '09:00', to: '12:00' },
        { from: '13:30', to: '18:00' },
      ],
    },
    { day: 6, slots: [{ from: '10:00', to: '24:00' }] },
  ],
  holidayRegion: 'CN',
  exceptions: [
    { date: '2026-10-01', slots: [], label: 'National Day' },
    { date: '2026-10-10', slots: [{ from: '09:00', to: '18:00' }], label: '' },
  ],
  holidaysUntil: '2026-12-31',
};

describe('hours', () => {
  it('are read and written', () => {
    expect(['28800s', '5400s', '90s', undefined].map(hoursOf)).toEqual(['8', '1.5', '0.025', '']);
    expect(['8', '1,5', '0.025', 'x', '-1', ''].map(durationOf)).toEqual([
      '28800s',
      '5400s',
      '90s',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a policy that is typed', () => {
  it('comes back as it was, and only what differs is changed', () => {
    const { body, faults } = toPolicyBody(policyDraftOf(policy));
    expect(faults).toEqual({});
    expect(changedFields(body, policy)).toEqual({});
    const longer = toPolicyBody({ ...policyDraftOf(policy), hours: '10', reminders: '25%, 50 ，75' }).body;
    expect(changedFields(longer, policy)).toEqual({ duration: '36000s', reminderFractions: [0.25, 0.5, 0.75] });
    const onTheWall = toPolicyBody({ ...policyDraftOf(policy), calendarId: 'always' }).body;
    expect(changedFields(onTheWall, policy)).toEqual({ calendarId: 'always' });
  });
  it('names what is no number', () => {
    const draft = {
      ...emptyPolicy,
      hours: 'a',
      reminders: 'b',
      priority: '1.5',
      escalations: [{ hours: '', role: 'director' }],
    };
    expect(Object.keys(toPolicyBody(draft).faults).sort()).toEqual([
      'duration',
      'escalations[0].after',
      'priority',
      'reminderFractions',
    ]);
  });
  it('asks only what goes with its kind', () => {
    expect(listsOf('stage')).toContain('stages');
    expect(listsOf('resolution')).not.toContain('stages');
    const { body } = toPolicyBody({
      ...emptyPolicy,
      kind: 'resolution',
      stages: ['QUOTE'],
      grace: '4',
      caseKinds: ['COMPLAINT'],
    });
    expect(body).toMatchObject({ stages: [], caseKinds: ['COMPLAINT'], grace: '0s' });
  });
});

describe('a calendar that is typed', () => {
  it('comes back as it was', () => {
    const { body, faults } = toCalendarBody(calendarDraftOf(calendar));
    expect(faults).toEqual({});
    expect(changedFields(body, calendar)).toEqual({});
  });
  it('reads hours in every way people write them', () => {
    expect(slotsOf('9:00–12:00、13:30 - 18:00')).toEqual(calendar.weekdays[0]?.slots);
    expect(slotsOf('')).toEqual([]);
    expect(slotsOf('nine to five')).toBeUndefined();
  });
  it('names the day and the line that cannot be read', () => {
    const draft = { ...calendarDraftOf(calendar), exceptions: '2026-10-01\nsoon' };
    draft.days[2] = 'x';
    expect(toCalendarBody(draft).faults).toEqual({
      day3: 'must be a time HH:mm',
      exceptions: 'line 2: must be a date YYYY-MM-DD',
    });
  });
});

it('tells where holidays are not known', () => {
  const now = Date.parse('2026-11-28T00:00:00Z');
  expect([endsSoon(calendar, now), endsSoon({ ...calendar, holidaysUntil: '' }, now)]).toEqual([true, false]);
  expect(endsSoon({ ...calendar, holidaysUntil: '2027-12-31' }, now)).toBe(false);
  const long = { ...policy, duration: `${40 * 86_400}s` };
  expect(reachesPast(long, [calendar], now).map(({ id }) => id)).toEqual(['office']);
  // A policy that names a calendar counts in no other.
  expect(reachesPast({ ...long, calendarId: 'always' }, [calendar], now)).toEqual([]);
  expect(reachesPast({ ...long, calendarId: 'office' }, [calendar, { ...calendar, id: 'other' }], now)).toHaveLength(1);
  expect(reachesPast({ ...policy, escalations: [] }, [{ ...calendar, holidaysUntil: '2028-12-31' }], now)).toEqual([]);
});

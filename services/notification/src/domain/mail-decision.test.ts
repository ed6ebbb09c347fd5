import { notification as proto } from '@fairlead/proto';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { decideMail } from './mail-decision';
import { DEFAULT_PREFERENCES, URGENCIES } from './preferences';
import { quietEnd } from './quiet-hours';

const ZONES = ['UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const zone = fc.constantFrom(...ZONES);
const wallTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const instant = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const hours = fc.record({ from: wallTime, to: wallTime }).filter(({ from, to }) => from !== to);
const DAY_MS = 86_400_000;

/** Whether no clock change lies near: then wall-clock times alone decide. */
const steady = (now: Date, name: string) =>
  new Set([-2, -1, 0, 1, 2].map((days) => DateTime.fromMillis(now.getTime() + days * DAY_MS, { zone: name }).offset))
    .size === 1;

describe('quiet hours', () => {
  it('end at the local time that was chosen, at most a day (and a clock change) away', () => {
    fc.assert(
      fc.property(hours, zone, instant, (quiet, name, now) => {
        const end = quietEnd(quiet, name, now);
        if (!end) return;
        expect(end.time.getTime()).toBeGreaterThan(now.getTime());
        expect(end.time.getTime() - now.getTime()).toBeLessThanOrEqual(DAY_MS + 2 * 3_600_000);
        const local = DateTime.fromJSDate(end.time, { zone: name });
        expect(end.date).toBe(local.toFormat('yyyy-MM-dd'));
        if (steady(now, name)) expect(local.toFormat('HH:mm')).toBe(quiet.to);
      }),
    );
  });

  it('hold exactly when the wall clock is between the two times, apart from days of clock changes', () => {
    fc.assert(
      fc.property(hours, zone, instant, (quiet, name, now) => {
        fc.pre(steady(now, name));
        const clock = DateTime.fromJSDate(now, { zone: name }).toFormat('HH:mm');
        const { from, to } = quiet;
        const inside = from < to ? from <= clock && clock < to : clock >= from || clock < to;
        expect(quietEnd(quiet, name, now) !== undefined).toBe(inside);
      }),
    );
  });

  it('are over at their end, so that the digest goes out', () => {
    fc.assert(
      fc.property(hours, zone, instant, (quiet, name, now) => {
        const end = quietEnd(quiet, name, now);
        if (end && steady(now, name)) expect(quietEnd(quiet, name, end.time)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['2026-03-29T00:30:00Z', '2026-03-29T05:00:00.000Z', 'the clock is put forward in the night'],
    ['2026-10-25T00:30:00Z', '2026-10-25T06:00:00.000Z', 'the clock is put back in the night'],
    ['2026-06-30T21:00:00Z', '2026-07-01T05:00:00.000Z', 'before midnight'],
  ])('at %s end at %s: %s', (now, end) => {
    expect(quietEnd({ from: '22:00', to: '07:00' }, 'Europe/Berlin', new Date(now))?.time.toISOString()).toBe(end);
  });

  it('that end at a skipped time end when the clock has been put forward', () => {
    const end = quietEnd({ from: '22:00', to: '02:30' }, 'Europe/Berlin', new Date('2026-03-29T00:30:00Z'));
    expect(end?.time.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('the decision about a mail', () => {
  const preferences = fc.record({
    address: fc.constantFrom('', 'ann@reps.test'),
    locale: fc.constantFrom('zh' as const, 'en' as const),
    timeZone: zone,
    mailUrgencies: fc.subarray([...URGENCIES]),
    quietHours: fc.option(hours, { nil: undefined }),
    digest: fc.boolean(),
  });

  it('sends nothing without an address or an urgency that is wanted', () => {
    fc.assert(
      fc.property(preferences, fc.constantFrom(...URGENCIES), instant, (wanted, urgency, now) => {
        const { kind } = decideMail(wanted as never, urgency, now);
        const possible = wanted.address !== '' && wanted.mailUrgencies.includes(urgency);
        if (!possible) expect(kind).toBe('suppress');
      }),
    );
  });

  it('lets critical ones pass always, the others never in quiet hours', () => {
    fc.assert(
      fc.property(preferences, fc.constantFrom(...URGENCIES), instant, (wanted, urgency, now) => {
        fc.pre(wanted.address !== '' && wanted.mailUrgencies.includes(urgency));
        const decision = decideMail(wanted as never, urgency, now);
        const end = wanted.quietHours && quietEnd(wanted.quietHours, wanted.timeZone, now);
        if (urgency === proto.Urgency.URGENCY_CRITICAL || !end) return expect(decision).toEqual({ kind: 'send' });
        expect(decision).toEqual(wanted.digest ? { kind: 'digest', end } : { kind: 'suppress', reason: 'quiet_hours' });
      }),
    );
  });

  it('sends high and critical ones by default', () => {
    const wanted = { ...DEFAULT_PREFERENCES, address: 'ann@reps.test' };
    expect(URGENCIES.map((urgency) => decideMail(wanted, urgency, new Date()).kind)).toEqual([
      'suppress',
      'send',
      'send',
    ]);
  });
});

import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { WorkCalendar } from './calendar';
import { isWorking } from './clock';
import { WorkingHours } from './working-hours';

const OFFICE = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
];
const calendar = (timeZone: string): WorkCalendar => ({
  id: 'office',
  timeZone,
  weekly: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE, 7: [{ from: '00:30', to: '03:30' }] },
  holidayRegion: timeZone === 'Asia/Shanghai' ? 'CN' : 'none',
  exceptions: [{ date: '2026-03-30', slots: [{ from: '22:00', to: '24:00' }] }],
});

describe('WorkingHours', () => {
  it('says the same as the clock, whatever was asked before, and nothing changes before the next change', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'Asia/Shanghai', 'America/New_York');
    // Around the change of the clocks in Europe, and the Chinese holidays of the Qingming festival.
    const instants = fc.array(
      fc.date({ min: new Date('2026-03-25T00:00:00Z'), max: new Date('2026-04-10T00:00:00Z'), noInvalidDate: true }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(zone, instants, fc.double({ min: 0, max: 1, noNaN: true }), (timeZone, ats, part) => {
        const hours = new WorkingHours(calendar(timeZone));
        for (const at of ats.map((date) => date.getTime())) {
          const working = hours.isWorking(at);
          const date = hours.dateOf(at);
          expect(working).toBe(isWorking(new Date(at), calendar(timeZone)));
          expect(date).toBe(DateTime.fromMillis(at, { zone: timeZone }).toISODate());
          const next = hours.nextChange(at);
          expect(next).toBeGreaterThan(at);
          const between = at + Math.floor((next - 1 - at) * part);
          expect([hours.isWorking(between), hours.dateOf(between)]).toEqual([working, date]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

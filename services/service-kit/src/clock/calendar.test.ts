import { ALWAYS_OPEN, secondsOfDay, validateCalendar, type WorkCalendar } from './calendar';
import { dayKind, holidayCoverage, isCovered } from './holidays';

const office = (overrides: Partial<WorkCalendar> = {}): WorkCalendar => ({
  id: 'office',
  timeZone: 'Asia/Shanghai',
  weekly: {
    1: [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '18:00' },
    ],
  },
  holidayRegion: 'CN',
  exceptions: [],
  ...overrides,
});
const fields = (calendar: WorkCalendar) => validateCalendar(calendar).map(({ field }) => field);

describe('calendars', () => {
  it.each([
    ['00:00', 0],
    ['09:30', 34_200],
    ['23:59:59', 86_399],
    ['24:00', 86_400],
    ['24:01', null],
    ['9:00', null],
    ['x', null],
  ])('%s is %p seconds after midnight', (time, seconds) => {
    expect(secondsOfDay(time)).toBe(seconds);
  });
  it('are sound', () => {
    expect(fields(office())).toEqual([]);
    expect(fields(ALWAYS_OPEN)).toEqual([]);
  });
  it('have every fault named', () => {
    const slots = [
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '10:00' },
      { from: 'x', to: 'y' },
    ];
    const exceptions = [
      { date: '2026-02-30', slots: [] },
      { date: '2026-01-01', slots: [], label: 'x'.repeat(101) },
      { date: '2026-01-01', slots },
    ];
    expect(
      fields(office({ timeZone: 'Mars/Olympus', holidayRegion: 'XX' as never, weekly: { 1: [] }, exceptions })),
    ).toEqual([
      'calendar.time_zone',
      'calendar.holiday_region',
      'calendar.weekdays',
      'calendar.exceptions[0].date',
      'calendar.exceptions[1].label',
      'calendar.exceptions[2].date',
      'calendar.exceptions[2].slots[1].to',
      'calendar.exceptions[2].slots[1].from',
      'calendar.exceptions[2].slots[2].from',
      'calendar.exceptions[2].slots[2].to',
    ]);
  });
});

describe('Chinese holidays', () => {
  it('know New Year, Spring Festival with its make-up days, and plain days of 2026', () => {
    expect(dayKind('CN', '2026-01-01', 4)).toBe('holiday');
    expect(dayKind('CN', '2026-02-17', 2)).toBe('holiday');
    expect(dayKind('CN', '2026-02-14', 6)).toBe('make-up');
    expect(dayKind('CN', '2026-03-04', 3)).toBe('workday');
    expect(dayKind('CN', '2026-03-07', 6)).toBe('weekend');
    expect(dayKind('none', '2026-01-01', 4)).toBe('workday');
  });
  it('say which years they cover', () => {
    expect(holidayCoverage('CN')).toEqual([2004, 2026]);
    expect([isCovered('CN', 2026), isCovered('CN', 2027), isCovered('none', 2099)]).toEqual([true, false, true]);
  });
});

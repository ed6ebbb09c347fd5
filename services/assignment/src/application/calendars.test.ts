import { ClientError, Status } from 'nice-grpc';
import { Calendars } from './calendars';

/** Follow-up as a function, and how often it was asked. */
function followUp(answer: () => Promise<{ timeZone: string }>) {
  const asked: string[] = [];
  const getCalendar = ({ calendarId }: { calendarId: string }) => {
    asked.push(calendarId);
    return answer();
  };
  return { asked, calendars: new Calendars({ getCalendar }) };
}
const down = () => Promise.reject(new ClientError('/', Status.UNAVAILABLE, 'down'));

describe('time zones of calendars', () => {
  it('are asked for once in a while; a team without a calendar lives in UTC', async () => {
    const { asked, calendars } = followUp(async () => ({ timeZone: 'Asia/Shanghai' }));
    const zones = [await calendars.timeZoneOf('cn'), await calendars.timeZoneOf('cn'), await calendars.timeZoneOf('')];
    expect([zones, asked]).toEqual([['Asia/Shanghai', 'Asia/Shanghai', 'UTC'], ['cn']]);
    expect(await new Calendars().timeZoneOf('cn')).toBe('UTC');
  });

  it('are UTC for a calendar that is not there', async () => {
    const { calendars } = followUp(() => Promise.reject(new ClientError('/', Status.NOT_FOUND, 'none')));
    expect(await calendars.timeZoneOf('gone')).toBe('UTC');
  });

  it('are not known while follow-up does not answer, and nobody waits for it each time', async () => {
    const { asked, calendars } = followUp(down);
    for (let times = 0; times < 3; times += 1) {
      await expect(calendars.timeZoneOf('cn')).rejects.toMatchObject({ reason: 'CALENDAR_UNAVAILABLE' });
    }
    expect(asked).toHaveLength(1);
  });
});

import type { followup } from '@fairlead/proto';
import { unavailable } from '@fairlead/service-kit';
import { LRUCache } from 'lru-cache';
import { ClientError, Status } from 'nice-grpc';

interface CalendarClient {
  getCalendar(
    request: { calendarId: string },
    options?: { deadline?: number },
  ): Promise<Pick<followup.Calendar, 'timeZone'>>;
}

const FRESH_MS = 60_000;
const DEADLINE_MS = 3000;
/** How long nobody waits again for an answer that did not come. */
const PAUSE_MS = 5000;
const ZONE_OF_ALWAYS = 'UTC';

/** Time zones of team calendars, which follow-up keeps. */
export class Calendars {
  private pausedUntil = 0;
  private readonly zones = new LRUCache<string, { zone: string; readAt: number }>({ max: 1000 });

  /** Without a client (tests, follow-up not configured) every team lives in UTC. */
  constructor(private readonly client?: CalendarClient) {}

  /** The zone that was read last when follow-up does not answer; UNAVAILABLE when it never did. */
  async timeZoneOf(calendarId: string): Promise<string> {
    if (calendarId === '' || !this.client) return ZONE_OF_ALWAYS;
    const held = this.zones.get(calendarId);
    if (held && (Date.now() - held.readAt < FRESH_MS || Date.now() < this.pausedUntil)) return held.zone;
    if (Date.now() < this.pausedUntil) throw unknownDay();
    try {
      const { timeZone } = await this.client.getCalendar({ calendarId }, { deadline: DEADLINE_MS });
      this.zones.set(calendarId, { zone: timeZone, readAt: Date.now() });
      return timeZone;
    } catch (error) {
      // A team may name a calendar before anybody made it.
      if (error instanceof ClientError && error.code === Status.NOT_FOUND) return ZONE_OF_ALWAYS;
      this.pausedUntil = Date.now() + PAUSE_MS;
      if (held) return held.zone;
      throw unknownDay();
    }
  }
}

const unknownDay = () => unavailable('CALENDAR_UNAVAILABLE', 'The day of the team cannot be told; try again.');

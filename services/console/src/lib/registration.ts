import type { Registration } from '../api/registrations';

const DAY_MS = 86_400_000;
/** What "ends soon" means in the list. */
export const SOON_DAYS = 30;

export const isOver = ({ state }: Pick<Registration, 'state'>): boolean =>
  state !== 'REGISTRATION_STATE_ACTIVE' && state !== 'REGISTRATION_STATE_CONTESTED';

/** Whether it ends within the time that the list calls soon. */
export const endsSoon = (registration: Pick<Registration, 'state' | 'protectedUntil'>, now: number): boolean =>
  !isOver(registration) && Date.parse(registration.protectedUntil) - now < SOON_DAYS * DAY_MS;

/** The next midnight after so many days, so that the address of a filter stays the same all day. */
export const soonBefore = (now: number): string =>
  new Date((Math.floor(now / DAY_MS) + SOON_DAYS + 1) * DAY_MS).toISOString();

/** A link that may be followed: addresses of the web only. */
export const safeLink = (link: string): string | undefined => (/^https?:\/\//i.test(link) ? link : undefined);

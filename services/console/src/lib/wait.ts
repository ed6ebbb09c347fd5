/** Units of a waiting time, smallest first. */
export const WAIT_UNITS = ['seconds', 'minutes', 'hours', 'days'] as const;
export type WaitUnit = (typeof WAIT_UNITS)[number];

const SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** A time in its largest unit that gives a whole number; nothing for no time. */
export function readWait(seconds: string): { amount: string; unit: WaitUnit } {
  const count = Number(seconds);
  if (count === 0) return { amount: '', unit: 'hours' };
  const unit = WAIT_UNITS.findLast((each) => count % (SECONDS[each] ?? 1) === 0) ?? 'seconds';
  return { amount: String(count / (SECONDS[unit] ?? 1)), unit };
}

/** Seconds as digits; an empty amount is none at all, and what is no whole number is undefined. */
export function waitSeconds(amount: string, unit: string): string | undefined {
  const typed = amount.trim();
  if (typed === '') return '0';
  return /^\d{1,8}$/.test(typed) ? String(Number(typed) * (SECONDS[unit] ?? 1)) : undefined;
}

const HOUR_S = 3600;

/** `90000s` in hours, `25`. */
export const hoursOf = (duration: string | undefined): string =>
  duration ? String(Math.round((Number.parseFloat(duration) / HOUR_S) * 10_000) / 10_000) : '';

/** Hours as somebody typed them, as a duration; undefined when they are no number. */
export function durationOf(hours: string): string | undefined {
  const text = hours.trim().replace(',', '.');
  if (!/^\d{1,6}(\.\d{1,4})?$/.test(text)) return undefined;
  return `${Math.round(Number(text) * HOUR_S * 1000) / 1000}s`;
}

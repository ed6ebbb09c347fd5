/** Date and time of an instant on the wall clock of a zone, as `YYYY-MM-DD` and `HH:mm:ss`. */
export function wallClock(instant: Date, timeZone: string): { date: string; time: string } {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const [date, time] = format.format(instant).split(' ') as [string, string];
  return { date, time };
}

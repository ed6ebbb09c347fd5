import type { NumberKind } from './styles';

const DAY = 86_400_000;
const LAST_DAY = 2_958_466;

/** The text of a stored number: what a person would have typed, never with an exponent. */
export function numberText(stored: string, kind: NumberKind, date1904: boolean): string {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return stored;
  if (kind === 'date' && value >= 0 && value < LAST_DAY) return dateText(value, date1904);
  const plain = plainNumber(stored, value);
  return typeof kind === 'object' && /^\d+$/.test(plain) ? plain.padStart(kind.digits, '0') : plain;
}

/** Digits as stored when they are only digits, else the 15 digits that a spreadsheet shows. */
function plainNumber(stored: string, value: number): string {
  if (/^-?\d+$/.test(stored)) return stored;
  const shown = Number(value.toPrecision(15));
  const text = String(shown);
  if (!text.includes('e')) return text;
  return Number.isInteger(shown) ? BigInt(shown).toString() : shown.toFixed(20).replace(/0+$/, '');
}

/** ISO date, with the time of day when there is one; below one day only the time. */
function dateText(serial: number, date1904: boolean): string {
  const time = new Date(epoch(serial, date1904) + Math.round((serial * DAY) / 1000) * 1000).toISOString();
  if (serial < 1 && !date1904) return time.slice(11, 19);
  return time.endsWith('T00:00:00.000Z') ? time.slice(0, 10) : time.slice(0, 19);
}

/** The day 0. Serial 60 is a 29 February 1900 that never was, so days before it count from one later. */
function epoch(serial: number, date1904: boolean): number {
  if (date1904) return Date.UTC(1904, 0, 1);
  return Date.UTC(1899, 11, serial < 60 ? 31 : 30);
}

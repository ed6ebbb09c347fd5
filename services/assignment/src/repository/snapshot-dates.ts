const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** Fields of a snapshot that are instants. */
const FIELDS = new Set(['from', 'to', 'barredUntil']);

/** Reviver for JSON.parse: makes dates of those fields again. Slots of calendars are times of day and stay text. */
export const toDates = (field: string, value: unknown): unknown =>
  FIELDS.has(field) && typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value;

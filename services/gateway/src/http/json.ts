/** google.protobuf.Duration as the generated code has it. */
interface ProtoDuration {
  seconds: bigint;
  nanos: number;
}

const NANOS = 1_000_000_000;

/**
 * A message as JSON by the proto3 mapping, except that default values are present: times as ISO 8601, int64 as strings,
 * durations as `12.5s`; absent messages are left out.
 */
export function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  if (isDuration(value)) return durationText(value);
  const fields = Object.entries(value).filter(([key, field]) => field !== undefined && key !== '$type');
  return Object.fromEntries(fields.map(([key, field]) => [key, toJson(field)]));
}

function isDuration(value: object): value is ProtoDuration {
  const { seconds, nanos } = value as Partial<ProtoDuration>;
  return typeof seconds === 'bigint' && typeof nanos === 'number' && Object.keys(value).length === 2;
}

const durationText = ({ seconds, nanos }: ProtoDuration): string =>
  nanos === 0 ? `${seconds}s` : `${Number(seconds) + nanos / NANOS}s`;

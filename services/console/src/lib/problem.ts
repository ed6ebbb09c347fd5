import type { TFunction } from 'i18next';
import { ApiError } from '../api/http';
import { KeepingError } from './keeping-error';

/** A failure in the reader's words: by its code, else what the server said. */
export function describeProblem(error: unknown, t: TFunction, time: (iso: string) => string): string {
  if (error instanceof KeepingError) return t(`keeping.${error.fault}`);
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const { until, ...metadata } = error.metadata;
  const values = { ...metadata, ...(until ? { until: time(until) } : {}) };
  if (error.code === 'INVALID_ARGUMENT' && error.faults.length === 0) return error.message;
  return t(`error.${error.code}`, { ...values, defaultValue: error.message });
}

/** Faults of a failed command by the field of the form that they belong to. */
export function faultsByField(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.faults.map(({ field, description }) => [field, description]));
}

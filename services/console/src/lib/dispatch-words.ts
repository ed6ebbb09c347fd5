import type { TFunction } from 'i18next';

/** Why somebody has a case, or nobody has; empty when no rule decided. */
export const dispatchWords = (t: TFunction, reason: string): string =>
  t(`dispatchReason.${reason}`, { defaultValue: '' });

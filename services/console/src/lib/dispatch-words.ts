import type { TFunction } from 'i18next';

/** Why somebody has a case, or nobody has; empty when no rule decided. */
export const dispatchWords = (t: TFunction, reason: string): string =>
  t(`dispatchReason.${reason}`, { defaultValue: '' });

/** That nobody has a case, and why. */
export function nobodyWords(t: TFunction, reason: string): string {
  const why = dispatchWords(t, reason);
  return why ? `${t('case.nobody')}: ${why}` : t('case.nobody');
}

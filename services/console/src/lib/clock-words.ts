import type { TFunction } from 'i18next';
import { ALWAYS, type Calendar, type ClockPolicy } from '../api/clocks';
import { CHOICES, type ChoiceList } from './clock-policy-draft';
import { hoursOf } from './hours';

/** A value of a condition in words. */
export const choiceName = (t: TFunction, list: ChoiceList, value: string): string =>
  t(`clocks.choice.${list}.${value}`, { defaultValue: value });

/** In which calendar a policy counts. */
export const calendarWords = (t: TFunction, calendarId: string, calendars: readonly Calendar[]): string => {
  if (calendarId === '') return t('clocks.teamCalendar');
  if (calendarId === ALWAYS) return t('clocks.always');
  return calendars.find(({ id }) => id === calendarId)?.displayName ?? calendarId;
};

/** For whom a policy is, and who is told after the breach. */
export function policyWords(t: TFunction, policy: ClockPolicy): string {
  const lists = (Object.keys(CHOICES) as ChoiceList[]).flatMap((list) =>
    policy[list].length > 0 ? [policy[list].map((value) => choiceName(t, list, value)).join(', ')] : [],
  );
  const sources = policy.sources.length > 0 ? [policy.sources.join(', ')] : [];
  const told = policy.escalations.map(({ after, role }) =>
    t('clocks.tells', { role: t(`clocks.role.${role}`), hours: hoursOf(after) }),
  );
  const asked = [...lists, ...sources];
  return [asked.length > 0 ? asked.join('; ') : t('clocks.all'), ...told].join(' · ');
}

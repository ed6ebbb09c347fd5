import { notification as proto } from '@fairlead/proto';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { IANAZone } from 'luxon';
import { isWallTime, type QuietHours } from './quiet-hours';

export const LOCALES = ['zh', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** What a rep wants of messages outside the console. */
export interface Preferences {
  /** Empty: no mail. */
  address: string;
  locale: Locale;
  /** IANA zone. */
  timeZone: string;
  /** For which urgencies a mail goes out. */
  mailUrgencies: proto.Urgency[];
  /** E.164; empty: no short messages. */
  phone: string;
  /** For which urgencies a short message goes out. */
  smsUrgencies: proto.Urgency[];
  quietHours?: QuietHours;
  /** Whether what came in the quiet hours is sent as one digest at their end. */
  digest: boolean;
}

const { Urgency } = proto;
export const URGENCIES: readonly proto.Urgency[] = [
  Urgency.URGENCY_NORMAL,
  Urgency.URGENCY_HIGH,
  Urgency.URGENCY_CRITICAL,
];

/** What holds while nothing was saved. */
export const DEFAULT_PREFERENCES: Preferences = {
  address: '',
  locale: 'en',
  timeZone: 'UTC',
  mailUrgencies: [Urgency.URGENCY_HIGH, Urgency.URGENCY_CRITICAL],
  phone: '',
  smsUrgencies: [],
  digest: true,
};

export const MAX_ADDRESS = 254;
const ADDRESS = /^[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;[\]\\]+\.[^\s@<>"(),:;[\]\\.]{2,}$/u;

/** Whether a mail could be addressed so; the mail server has the last word. */
export const isMailAddress = (text: string): boolean =>
  text.length <= MAX_ADDRESS && ADDRESS.test(text) && !text.includes('..');

/** Whether it is a phone number as it is dialled from abroad. */
export const isPhone = (text: string): boolean => {
  const parsed = parsePhoneNumberFromString(text);
  return parsed?.isValid() === true && parsed.number === text;
};

/** A phone number in its one spelling (E.164); what is none stays as it was given. */
export const normalPhone = (text: string): string => {
  const parsed = parsePhoneNumberFromString(text.normalize('NFKC').trim());
  return parsed?.isValid() ? parsed.number : text.trim();
};

/** Every fault of changed preferences, by the proto's field names. */
export function preferenceFaults(values: Partial<Preferences>): { field: string; description: string }[] {
  const faults: { field: string; description: string }[] = [];
  const check = (sound: boolean, field: string, description: string) => sound || faults.push({ field, description });
  const { address, locale, timeZone, mailUrgencies, quietHours } = values;
  if (address) check(isMailAddress(address), 'address', 'must be a mail address of at most 254 characters');
  if (locale !== undefined) check(LOCALES.includes(locale), 'locale', `must be one of ${LOCALES.join(', ')}`);
  if (timeZone !== undefined) check(IANAZone.isValidZone(timeZone), 'time_zone', 'must be an IANA time zone');
  const { phone, smsUrgencies } = values;
  if (phone) check(isPhone(phone), 'phone', 'must be a phone number with its country code, as +8613800138000');
  for (const [name, urgencies] of Object.entries({ mail_urgencies: mailUrgencies, sms_urgencies: smsUrgencies })) {
    urgencies?.forEach((urgency, index) => {
      const field = `${name}[${index}]`;
      check(URGENCIES.includes(urgency), field, `must be one of ${URGENCIES.join(', ')}`);
      check(urgencies.indexOf(urgency) === index, field, 'is given twice');
    });
  }
  if (quietHours) {
    check(isWallTime(quietHours.from), 'quiet_hours.from', 'must be a time HH:mm');
    check(isWallTime(quietHours.to), 'quiet_hours.to', 'must be a time HH:mm');
    check(quietHours.from !== quietHours.to, 'quiet_hours.to', 'must not be the start');
  }
  return faults;
}

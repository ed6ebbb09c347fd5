import type { notification as proto } from '@fairlead/proto';
import { IANAZone } from 'luxon';
import { LOCALES, type Locale, URGENCIES } from './preferences';
import { ROBOT_KINDS, type RobotKind } from './robot-message';
import type { DisabledReason } from './webhook-endpoint';

/** A robot in the group chat of a team: it says there what the team's people are told. */
export interface TeamRobot {
  teamId: string;
  kind: RobotKind;
  description: string;
  /** What it says: messages of these urgencies. */
  urgencies: proto.Urgency[];
  locale: Locale;
  timeZone: string;
  active: boolean;
  disabledReason: DisabledReason;
  /** Key and secret, sealed. */
  sealedKey: string;
}

export const MAX_ROBOTS_OF_A_TEAM = 5;
export const MAX_ROBOT_DESCRIPTION = 200;
export const MAX_KEY = 200;

/** Every fault of a robot's values, by the proto's field names. */
export function robotFaults(values: Partial<TeamRobot>): { field: string; description: string }[] {
  const faults: { field: string; description: string }[] = [];
  const check = (sound: boolean, field: string, text: string) => sound || faults.push({ field, description: text });
  const { kind, description, urgencies, locale, timeZone } = values;
  if (kind !== undefined) check(ROBOT_KINDS.includes(kind), 'kind', `must be one of ${ROBOT_KINDS.join(', ')}`);
  if (description !== undefined) {
    const long = `must have at most ${MAX_ROBOT_DESCRIPTION} characters`;
    check([...description].length <= MAX_ROBOT_DESCRIPTION, 'description', long);
    check(!/\p{Cc}/u.test(description), 'description', 'must not contain control characters');
  }
  if (urgencies !== undefined) check(urgencies.length > 0, 'urgencies', 'must name at least one');
  urgencies?.forEach((urgency, index) => {
    const field = `urgencies[${index}]`;
    check(URGENCIES.includes(urgency), field, `must be one of ${URGENCIES.join(', ')}`);
    check(urgencies.indexOf(urgency) === index, field, 'is given twice');
  });
  if (locale !== undefined) check(LOCALES.includes(locale), 'locale', `must be one of ${LOCALES.join(', ')}`);
  if (timeZone !== undefined) check(IANAZone.isValidZone(timeZone), 'time_zone', 'must be an IANA time zone');
  return faults;
}

const KEY = /^[A-Za-z0-9_-]+$/;

/** Faults of the key and secret of a robot. */
export function robotKeyFaults(kind: RobotKind, key: string, secret: string): { field: string; description: string }[] {
  const faults: { field: string; description: string }[] = [];
  if (!KEY.test(key) || key.length > MAX_KEY) {
    const description = `must be the ${kind === 'wecom' ? 'key' : 'access_token'} of the robot's address, at most ${MAX_KEY} letters, digits and dashes`;
    faults.push({ field: 'key', description });
  }
  if (kind === 'wecom' && secret !== '') faults.push({ field: 'secret', description: 'is for DingTalk only' });
  if (secret !== '' && (!KEY.test(secret) || secret.length > MAX_KEY)) {
    faults.push({ field: 'secret', description: `must have at most ${MAX_KEY} letters, digits and dashes` });
  }
  return faults;
}

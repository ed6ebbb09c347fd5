import type { TFunction } from 'i18next';

/** What services say of a wrong field, in English, and the key of the same in the reader's language. */
const KNOWN: [RegExp, string][] = [
  [/^is required: the list price is in (?<currency>[A-Z]{3})$/, 'noListPrice'],
  [/^is required for a stand-in$/, 'needsReturn'],
  [/^must not be the leaver$/, 'leaverItself'],
  [/^is not active any more$/, 'inactive'],
  [/^is no customer of the leaver$/, 'notOwned'],
  [/^must be later than the start$/, 'laterThanStart'],
  [/^must have at least one$/, 'oneShare'],
  [/^must be from (?<from>\d+) to (?<to>\d+)$/, 'fromTo'],
  [/^is required/, 'required'],
  [/^there is no such product$/, 'noProduct'],
  [/^is discontinued$/, 'discontinued'],
  [/^must be a decimal .+ with at most (?<places>\d+) decimal places$/, 'decimal'],
  [/^must be lower-case letters, digits and dashes, at most (?<max>\d+)$/, 'slug'],
  [/^must be a date/, 'date'],
  [/^must be a currency/, 'currency'],
  [/^must be an amount$/, 'amount'],
  [/^must not be before the order date$/, 'beforeOrder'],
  [/^must not be empty$/, 'empty'],
  [/^must have (?:\d+ to|at most) (?<max>\d+) characters/, 'tooLong'],
  [/^must not contain control characters$/, 'control'],
  [/^must be an ISO 3166-1 alpha-2 country$/, 'country'],
  [/^is not a phone number/, 'phone'],
  [/^(?:is not|must be) a mail address/, 'email'],
  [/^is (?:given|named) twice$/, 'twice'],
  [/^must be one of (?<values>.+)$/, 'oneOf'],
  [/^an owner or a team is required$/, 'ownerOrTeam'],
  [/^there is no (?:such )?rep/, 'noRep'],
  [/^rep .+ is not active$/, 'inactiveRep'],
  [/^there is no (?:such )?team/, 'noTeam'],
  [/^a customer with this is there already$/, 'duplicate'],
  [/^must be a time HH:mm$/, 'time'],
  [/^must not be the start$/, 'sameTime'],
  [/^(?:is not|must be) an IANA time zone$/, 'zone'],
];

/** What is wrong with a field, in the reader's language where the words are known, else as the service said it. */
export function describeFault(t: TFunction, description: string): string {
  for (const [pattern, key] of KNOWN) {
    const match = pattern.exec(description);
    if (match) return t(`fault.${key}`, { ...match.groups });
  }
  return description;
}

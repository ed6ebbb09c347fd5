import type { TFunction } from 'i18next';

/** What services say of a wrong field, in English, and the key of the same in the reader's language. */
const KNOWN: [RegExp, string][] = [
  [/^is required: the list price is in (?<currency>[A-Z]{3})$/, 'noListPrice'],
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
  [/^is given twice$/, 'twice'],
  [/^must be one of (?<values>.+)$/, 'oneOf'],
  [/^an owner or a team is required$/, 'ownerOrTeam'],
  [/^there is no (?:such )?rep/, 'noRep'],
  [/^rep .+ is not active$/, 'inactiveRep'],
  [/^there is no (?:such )?team/, 'noTeam'],
  [/^a customer with this is there already$/, 'duplicate'],
  [/^must be a time HH:mm$/, 'time'],
  [/^must not be the start$/, 'sameTime'],
  [/^(?:is not|must be) an IANA time zone$/, 'zone'],
  // Rules and what they ask of reps.
  [/^must be a whole number$/, 'notWhole'],
  [/^must be a number$/, 'notNumber'],
  [/^must be after the start$/, 'afterStart'],
  [/^must be at most (?<max>\d+) days after the start$/, 'leaveTooLong'],
  [/^must be from (?<min>\d+) to (?<max>\d+)$/, 'range'],
  [/^must name at least one team$/, 'noTeams'],
  [/^is the id of an earlier rule too$/, 'sameId'],
  [/^have no active rep/, 'noActiveRep'],
  [/^have no rep who meets/, 'noSuchRep'],
  [/^at (?<at>\d+): No such key: (?<name>.+)$/, 'celNoKey'],
  [/^at (?<at>\d+): Unknown variable: (?<name>.+)$/, 'celUnknown'],
  [/^at (?<at>\d+): no such overload: (?<what>.+)$/, 'celType'],
  [/^at (?<at>\d+): found no matching overload for '(?<what>.+)'$/, 'celNoFunction'],
  [/^at \d+: (?:Unexpected token: EOF|.+got EOF)$/, 'celEnd'],
  [/^at (?<at>\d+): Unterminated string$/, 'celQuote'],
  [/^at (?<at>\d+): Unexpected (?:character|token): (?<what>.+)$/, 'celSign'],
  [/^at \d+: must be true or false, is (?<what>.+)$/, 'celNotBool'],
  [/^at (?<at>\d+): (?<what>.+)$/, 'celOther'],
  [/^must be a BCP 47 language tag/, 'language'],
  [/^(?:must be at most (?<max>\d+)|has \d+ entries, at most (?<most>\d+) are allowed)$/, 'tooMany'],
];

/** Where in a text a fault is, in characters from 0; undefined for one that names no place. */
export function placeOfFault(description: string): number | undefined {
  const place = /^at (\d+): /.exec(description)?.[1];
  return place === undefined ? undefined : Number(place);
}

/** What is wrong with a field, in the reader's language where the words are known, else as the service said it. */
export function describeFault(t: TFunction, description: string): string {
  for (const [pattern, key] of KNOWN) {
    const match = pattern.exec(description);
    if (!match) continue;
    const { at, most, ...values } = match.groups ?? {};
    // People count characters from 1.
    return t(`fault.${key}`, { ...values, ...(at && { place: Number(at) + 1 }), ...(most && { max: most }) });
  }
  return description;
}

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
  [/^is required: waiting always/, 'waitEnd'],
  [/^is required/, 'required'],
  [/^there is no such product$/, 'noProduct'],
  [/^is discontinued$/, 'discontinued'],
  [/^must be a decimal .+ with at most (?<places>\d+) decimal places$/, 'decimal'],
  [/^must be lower-case letters, digits and dashes, at most (?<max>\d+)$/, 'slug'],
  [/^must be a date/, 'date'],
  [/^must be in the future$/, 'future'],
  [/^must be within 90 days$/, 'within90'],
  [/^must be (?:another case|a case of the same customer)$/, 'otherCase'],
  [/^must be an active rep with the skill/, 'agentSkill'],
  [/^must not lie in the past$/, 'past'],
  [/^must be in the future$/, 'future'],
  [/^must be at most (?<max>\d+) minutes ahead$/, 'minutesAhead'],
  [/^must be at most (?<max>\d+) days ahead$/, 'daysAhead'],
  // Clocks.
  [/^must be above 0$/, 'aboveZero'],
  [/^must be at most (?<max>\d+) days$/, 'daysAtMost'],
  [/^must not be negative$/, 'negative'],
  [/^is (?:only|not) for (?<kind>\w+)$/, 'wrongClock'],
  [/^must be between 0 and 1, exclusive$/, 'fraction'],
  [/^must be above the one before$/, 'rising'],
  [/^must not be before the time is up$/, 'beforeBreach'],
  [/^must not be after the recycling$/, 'afterRecycling'],
  [/^must (?:stay true|be empty): this policy is for leads that no other fits$/, 'lastPolicy'],
  [/^must be from -1000 to 1000$/, 'priority'],
  [/^must have a slot$/, 'noSlot'],
  [/^must not be before the end of the slot before it$/, 'slotOverlap'],
  [/^must have letters or digits$/, 'nameless'],
  [/^a person needs a phone or a mail address$/, 'unreachable'],
  [/^must be an http or https address$/, 'webAddress'],
  [/^must be an https address without/, 'httpsAddress'],
  [/^must be an http or https address without/, 'httpAddress'],
  [/^must be a phone number with its country code/, 'phoneAbroad'],
  [/^must be the (?:key|access_token) of the robot/, 'robotKey'],
  [/^must have at most \d+ letters, digits and dashes$/, 'robotSecret'],
  [/^must name at least one$/, 'atLeastOne'],
  [/is no type of message$/, 'noType'],
  [/^must be an ISO 4217 currency$/, 'currency'],
  [/^this rep is not active$/, 'inactiveRep'],
  [/^must be a currency/, 'currency'],
  [/^must be an amount$/, 'amount'],
  [/^must not be before the order date$/, 'beforeOrder'],
  [/^must not be empty$/, 'empty'],
  [/^must have (?<min>\d{2,}) to (?<max>\d+) characters/, 'length'],
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
  [/^there is no such calendar$/, 'noCalendar'],
  [/^a customer with this is there already$/, 'duplicate'],
  [/^somebody has registered this prospect$/, 'registered'],
  [/^must be a time HH:mm$/, 'time'],
  [/^must not be the start$/, 'sameTime'],
  [/^(?:is not|must be) an IANA time zone$/, 'zone'],
  [/^must be (?:from )?(?<min>[\d.]+) to (?<max>\d+)$/, 'range'],
  [/^must not be longer than the protection$/, 'longerThanProtection'],
  [/^must be a whole number$/, 'whole'],
  [/^must be a number$/, 'number'],
  [/^must be 0, or less than recycle_days$/, 'warnDays'],
  [/^are required for named claimers$/, 'noClaimers'],
  [/^must not begin with pool-/, 'poolPrefix'],
  [/^a default pool is for every lead of its team$/, 'defaultPool'],
  [/^must be another open pool of the same team$/, 'otherPool'],
  [/^(?:must be at most|has \d+ entries, at most) (?<max>\d+)(?: are allowed)?$/, 'tooMany'],
  // Rules and what they ask of reps.
  [/^must be after the start$/, 'afterStart'],
  [/^must be at most (?<max>\d+) days after the start$/, 'leaveTooLong'],
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
  // Names of files.
  [/^must (?:be a name without a path|not be \. or \.\.)$/, 'fileName'],
  [/^must be one line$/, 'oneLine'],
  [/^must not turn the reading direction$/, 'readingDirection'],
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
    const { at, ...values } = match.groups ?? {};
    // People count characters from 1.
    return t(`fault.${key}`, { ...values, ...(at && { place: Number(at) + 1 }) });
  }
  return description;
}

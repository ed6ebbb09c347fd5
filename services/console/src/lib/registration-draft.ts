import { fractionDigits, scaled } from './money';

/** Lines of the form, in their order. */
export const PROSPECT_FIELDS = [
  'displayName',
  'phone',
  'email',
  'country',
  'region',
  'city',
  'productLine',
  'externalRef',
] as const;
export type ProspectField = (typeof PROSPECT_FIELDS)[number];

/** A registration that somebody is typing, kept until it is registered. */
export interface RegistrationDraft {
  values: Record<ProspectField, string>;
  /** Expected amount as a decimal; empty: none. */
  amount: string;
  currencyCode: string;
  expectedCloseDate: string;
  note: string;
  /** Command of exactly this content: a repetition after a lost answer registers nothing twice. */
  requestId: string;
}

export const emptyRegistration = (requestId: string, currencyCode: string): RegistrationDraft => ({
  values: Object.fromEntries(PROSPECT_FIELDS.map((field) => [field, ''])) as RegistrationDraft['values'],
  amount: '',
  currencyCode,
  expectedCloseDate: '',
  note: '',
  requestId,
});

/** The prospect as the API takes it: what is empty is left out, except the name. */
export function toProspect({ values, amount, currencyCode, expectedCloseDate, note }: RegistrationDraft): {
  body: Record<string, unknown>;
  faults: Record<string, string>;
} {
  const given = amount.trim();
  const minorUnits = given === '' ? undefined : scaled(given, fractionDigits(currencyCode));
  const texts = Object.entries({ ...values, expectedCloseDate, note }).filter(
    ([key, value]) => key === 'displayName' || value.trim() !== '',
  );
  const faults: Record<string, string> =
    given !== '' && minorUnits === undefined ? { 'expectedAmount.minorUnits': 'must be an amount' } : {};
  return {
    body: {
      ...Object.fromEntries(texts),
      ...(minorUnits === undefined ? {} : { expectedAmount: { currencyCode, minorUnits: String(minorUnits) } }),
    },
    faults,
  };
}

export const isRegistrationDraft = (value: unknown): value is RegistrationDraft => {
  const { values, ...rest } = (value ?? {}) as Partial<RegistrationDraft>;
  const texts = [rest.amount, rest.currencyCode, rest.expectedCloseDate, rest.note, rest.requestId];
  return (
    texts.every((text) => typeof text === 'string') &&
    typeof values === 'object' &&
    values !== null &&
    PROSPECT_FIELDS.every((field) => typeof values[field] === 'string')
  );
};

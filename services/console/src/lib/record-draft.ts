/** Fields of a record as a form shows them. */
export type Values<F extends string> = Record<F, string>;

/** What somebody changed in a form and has not saved: from what they saw to what they typed. */
export type RecordDraft<F extends string> = Partial<Record<F, { from: string; to: string }>>;

const fieldsOf = <F extends string>(draft: RecordDraft<F>) => Object.keys(draft) as F[];

/** Notes that a field was typed into; a field typed back to what it was is no change. */
export function typeInto<F extends string>(
  draft: RecordDraft<F>,
  record: Values<F>,
  field: F,
  to: string,
): RecordDraft<F> {
  const from = draft[field]?.from ?? record[field];
  const { [field]: _, ...others } = draft;
  return (to === from ? others : { ...others, [field]: { from, to } }) as RecordDraft<F>;
}

/** What the form shows: the record as it is now, with what was typed over it. */
export const shownValues = <F extends string>(draft: RecordDraft<F>, record: Values<F>): Values<F> => ({
  ...record,
  ...changedValues(draft),
});

/** The fields to be saved. */
export const changedValues = <F extends string>(draft: RecordDraft<F>): Partial<Values<F>> =>
  Object.fromEntries(fieldsOf(draft).map((field) => [field, draft[field]?.to])) as Partial<Values<F>>;

/** Fields that somebody else changed while they were being typed into, and to another value. */
export const conflictsOf = <F extends string>(draft: RecordDraft<F>, record: Values<F>): F[] =>
  fieldsOf(draft).filter((field) => ![draft[field]?.from, draft[field]?.to].includes(record[field]));

/** The same draft after its writer has seen what the others wrote. */
export const overruling = <F extends string>(draft: RecordDraft<F>, record: Values<F>): RecordDraft<F> =>
  Object.fromEntries(
    fieldsOf(draft).map((field) => [field, { from: record[field], to: draft[field]?.to }]),
  ) as RecordDraft<F>;

/** Whether something that was kept is a draft. */
export const isRecordDraft = (value: unknown): value is RecordDraft<string> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((change) => typeof change?.from === 'string' && typeof change?.to === 'string');

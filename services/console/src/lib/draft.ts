/** What somebody has typed into the follow-up form of a customer, kept until it is sent. */
export interface Draft {
  method: string;
  outcome: string;
  content: string;
  occurTime: string;
  nextStep: string;
  nextStepDue: string;
  /** Command of exactly this content: a repetition after a lost answer records nothing twice. */
  requestId: string;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

const key = (customerId: string) => `fairlead:follow-up:${customerId}`;

export const emptyDraft = (requestId: string): Draft => ({
  method: 'CONTACT_METHOD_CALL',
  outcome: '',
  content: '',
  occurTime: '',
  nextStep: '',
  nextStepDue: '',
  requestId,
});

/** The kept draft, or an empty one; what cannot be read counts as none. */
export function loadDraft(storage: Storage, customerId: string, requestId: string): Draft {
  const empty = emptyDraft(requestId);
  try {
    const kept = JSON.parse(storage.getItem(key(customerId)) ?? 'null') as Partial<Draft> | null;
    if (!kept) return empty;
    const known = Object.keys(empty).filter((field) => typeof kept[field as keyof Draft] === 'string');
    return { ...empty, ...Object.fromEntries(known.map((field) => [field, kept[field as keyof Draft]])) };
  } catch {
    return empty;
  }
}

/** A change makes another command of it. */
export const changeDraft = (draft: Draft, change: Partial<Draft>, requestId: string): Draft => ({
  ...draft,
  ...change,
  requestId,
});

export function keepDraft(storage: Storage, customerId: string, draft: Draft): void {
  try {
    storage.setItem(key(customerId), JSON.stringify(draft));
  } catch {
    // A full or forbidden storage costs the draft, not the work.
  }
}

export const dropDraft = (storage: Storage, customerId: string): void => storage.removeItem(key(customerId));

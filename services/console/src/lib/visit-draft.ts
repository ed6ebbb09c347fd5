import { ApiError, type Fault } from '../api/http';
import { type Draft, emptyDraft } from './draft';
import { type DraftFaults, draftFaults } from './follow-up-input';
import { fromWallTime, toWallTime } from './time';

/** Most drafts of one person on one device. */
export const MAX_VISITS = 200;

/** Clocks of devices may run ahead of the server's by so much; the server allows the same. */
const AHEAD_MS = 5 * 60_000;

/**
 * `writing`: the person is not done yet. `waiting`: finished, on its way to the server. `refused`: the server said why not;
 * mending it makes it a draft that is written again.
 */
export type VisitState = 'writing' | 'waiting' | 'refused';

/** Why the server refused a draft, as it said it. */
export interface Refusal {
  status: number;
  code: string;
  detail: string;
  faults: Fault[];
  metadata: Record<string, string>;
}

/** A visit that somebody has written down on this device and that the server has not recorded yet. */
export interface VisitDraft {
  /** Also the request id of its command, from the first letter to the last attempt: it is recorded once. */
  id: string;
  /** Whose it is (`id` of the user). */
  person: string;
  /** Empty until the customer was chosen; the name may be what the person calls it. */
  customerId: string;
  customerName: string;
  fields: Omit<Draft, 'requestId'>;
  /** Zone of the wall-clock times in `fields`. */
  zone: string;
  state: VisitState;
  /** An attempt has begun and its answer is not known: it may have been recorded, so its words must stay as they are. */
  uncertain: boolean;
  refusal?: Refusal;
  beginTime: string;
  changeTime: string;
  /** When the last attempt failed without an answer that counts. */
  failTime?: string;
  /** Grows with each change: tells which of two copies is newer. */
  revision: number;
}

/** What a person may change of a draft. */
export interface VisitPatch {
  fields?: Partial<VisitDraft['fields']>;
  customerId?: string;
  customerName?: string;
}

interface Beginning {
  id: string;
  person: string;
  zone: string;
  now: number;
}

/** A visit of just now that nothing was said of yet. */
export function beginVisit({ id, person, zone, now }: Beginning): VisitDraft {
  const { requestId: _one, ...fields } = emptyDraft(id);
  const time = new Date(now).toISOString();
  return {
    id,
    person,
    customerId: '',
    customerName: '',
    fields: { ...fields, method: 'CONTACT_METHOD_VISIT', occurTime: toWallTime(now, zone) },
    zone,
    state: 'writing',
    uncertain: false,
    beginTime: time,
    changeTime: time,
    revision: 1,
  };
}

/** What may have been recorded must not be told differently afterwards. */
export const isOpen = (draft: VisitDraft): boolean => !draft.uncertain;

const next = (draft: VisitDraft, change: Partial<VisitDraft>, now: number): VisitDraft => ({
  ...draft,
  ...change,
  changeTime: new Date(now).toISOString(),
  revision: draft.revision + 1,
});

/** The draft with a change of its words; nothing when it may not be changed any more. What was refused is written again. */
export function changeVisit(draft: VisitDraft, patch: VisitPatch, now: number): VisitDraft | undefined {
  if (!isOpen(draft)) return undefined;
  const { fields, ...customer } = patch;
  const change = { ...customer, fields: { ...draft.fields, ...fields }, state: 'writing', refusal: undefined } as const;
  return next(draft, change, now);
}

/** The person is done: it goes to the server as soon as that can be reached. */
export const finishVisit = (draft: VisitDraft, now: number): VisitDraft =>
  draft.state === 'waiting' ? draft : next(draft, { state: 'waiting', refusal: undefined }, now);

/** The words of a draft as its command takes them. */
export const wordsOf = ({ id, fields }: VisitDraft): Draft => ({ ...fields, requestId: id });

export type VisitFaults = DraftFaults & { customer?: string };

/** What is missing before it may be finished, as keys of texts by field. */
export function visitFaults(draft: VisitDraft, now: number): VisitFaults {
  const occurred = fromWallTime(draft.fields.occurTime, draft.zone);
  return {
    ...draftFaults(wordsOf(draft)),
    ...(occurred === undefined ? { occurTime: 'visits.needTime' } : {}),
    ...(occurred !== undefined && Date.parse(occurred) > now + AHEAD_MS ? { occurTime: 'visits.future' } : {}),
    ...(draft.customerId === '' ? { customer: 'visits.needCustomer' } : {}),
  };
}

/** An attempt begins; nothing when there is nothing to be sent. Kept before anything is sent. */
export const beginAttempt = (draft: VisitDraft, now: number): VisitDraft | undefined =>
  draft.state === 'waiting' ? next(draft, { uncertain: true }, now) : undefined;

/**
 * What a failed attempt means. `signedOut`: somebody has to sign in first. `later`: no answer, or one that says nothing about
 * the draft. `refused`: it was not recorded, and will not be as it stands.
 */
export type Verdict = 'signedOut' | 'later' | 'refused';

export function verdictOf(error: unknown): Verdict {
  // What is no answer of the API came from something in between: a page of a hotel's network, for one.
  if (!(error instanceof ApiError)) return 'later';
  if (error.status === 401) return 'signedOut';
  const passing = [0, 408, 425, 429].includes(error.status) || error.status >= 500 || error.code === 'CONTENTION';
  return passing ? 'later' : 'refused';
}

/** Whether an attempt that failed like this cannot have recorded anything. */
const isCertain = (error: unknown) =>
  error instanceof ApiError && ([401, 429].includes(error.status) || error.code === 'CONTENTION');

/** The draft after a failed attempt; `wasUncertain`: whether an earlier one has no answer either. */
export function afterFailure(draft: VisitDraft, error: unknown, wasUncertain: boolean, now: number): VisitDraft {
  if (verdictOf(error) === 'refused') {
    const { status, code, message: detail, faults, metadata } = error as ApiError;
    // The id was used with other words: an earlier form of it was recorded. It stays uncertain, so that it stays as it is.
    const uncertain = code === 'REQUEST_ID_REUSED';
    return next(draft, { state: 'refused', uncertain, refusal: { status, code, detail, faults, metadata } }, now);
  }
  const uncertain = wasUncertain || !isCertain(error);
  return next(draft, { uncertain, failTime: new Date(now).toISOString() }, now);
}

/** The refusal as the error that it was. */
export const errorOf = ({ refusal }: VisitDraft): ApiError | undefined =>
  refusal && new ApiError(refusal.status, refusal.code, refusal.detail, refusal.faults, refusal.metadata);

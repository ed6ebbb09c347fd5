import type { FollowUpInput } from '../api/commands';
import { toFollowUpInput } from './follow-up-input';
import { KeepingError } from './keeping-error';
import { afterFailure, beginAttempt, type VisitDraft, verdictOf, wordsOf } from './visit-draft';
import type { VisitStore } from './visit-store';

const FIRST_PAUSE_MS = 3000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** What sending needs of the world. */
export interface OutboxDeps {
  store: Pick<VisitStore, 'list' | 'update' | 'remove'>;
  /** Ends after a while even without an answer, so that other tabs get their turn. */
  send(customerId: string, input: FollowUpInput, requestId: string): Promise<unknown>;
  /** `id` of who is signed in at the server now; undefined for nobody. */
  whoIsThere(): Promise<string | undefined>;
  now(): number;
}

export interface Pass {
  sent: VisitDraft[];
  refused: VisitDraft[];
  /** Whether something still waits and is worth another attempt by itself. */
  left: boolean;
}

/** Half to one and a half of a pause that doubles with each failure; `random` is from 0 to 1. */
export const pauseMs = (failures: number, random: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.5 + random);

/**
 * Sends what a person has finished, oldest first. Whoever is signed in is asked before each: another tab may have signed out
 * and somebody else in, and nothing may be recorded in the name of another person. Each attempt is noted before it begins.
 */
export async function sendWaiting(deps: OutboxDeps, person: string): Promise<Pass> {
  const pass: Pass = { sent: [], refused: [], left: false };
  const waiting = (await deps.store.list(person)).filter(({ state }) => state === 'waiting').reverse();
  for (const { id } of waiting) {
    let who: string | undefined;
    try {
      who = await deps.whoIsThere();
    } catch {
      return { ...pass, left: true };
    }
    if (who !== person) return pass;
    const outcome = await sendOne(deps, person, id);
    if (outcome === 'signedOut') return pass;
    if (outcome === 'unreached') return { ...pass, left: true };
    if (outcome === 'later') pass.left = true;
    else if (outcome) pass[outcome.kind].push(outcome.draft);
  }
  return pass;
}

type Outcome = { kind: 'sent' | 'refused'; draft: VisitDraft } | 'signedOut' | 'later' | 'unreached' | undefined;

async function sendOne({ store, send, now }: OutboxDeps, person: string, id: string): Promise<Outcome> {
  let wasUncertain = false;
  const begun = await updateIfThere(store, id, person, (draft) => {
    wasUncertain = draft.uncertain;
    return beginAttempt(draft, now());
  });
  if (!begun) return undefined;
  try {
    await send(begun.customerId, toFollowUpInput(wordsOf(begun), begun.zone), begun.id);
  } catch (error) {
    const failed = await updateIfThere(store, id, person, (draft) => afterFailure(draft, error, wasUncertain, now()));
    const verdict = verdictOf(error);
    if (verdict === 'refused') return failed && { kind: 'refused', draft: failed };
    if (verdict === 'signedOut') return 'signedOut';
    return (error as { status?: number }).status === 0 ? 'unreached' : 'later';
  }
  await store.remove(id);
  return { kind: 'sent', draft: begun };
}

/** Undefined when the draft has gone or changed meanwhile so that nothing is to be done. */
async function updateIfThere(store: OutboxDeps['store'], ...change: Parameters<VisitStore['update']>) {
  try {
    return await store.update(...change);
  } catch (error) {
    if (error instanceof KeepingError && error.fault === 'gone') return undefined;
    throw error;
  }
}

/** Runs a step in one tab at a time where the browser can; elsewhere the request id alone keeps a visit from being recorded twice. */
export const oneTabAtATime = <T>(step: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request('fairlead:visits', step) : step();

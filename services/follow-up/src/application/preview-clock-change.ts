import { type Interval, staleEtag, type WorkCalendar } from '@fairlead/service-kit';
import type { BusinessCalendar } from '../domain/business-calendar';
import type { MoveTarget } from '../domain/clock-move';
import type { ClockPolicy, ClockTerms } from '../domain/clock-policy';
import type { Obligation, ObligationLevel } from '../domain/obligation';
import { movesLevels, onOtherTerms } from '../domain/other-terms';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';

const CHUNK = 500;
const MAX_LOOKED = 20_000;

/** A clock that a draft would move, and how. */
export interface Moving {
  doc: ObligationDoc;
  levels: ObligationLevel[];
  beyondHolidayData: boolean;
}

export interface Preview {
  runningCount: number;
  movingCount: number;
  beyondHolidayCount: number;
  cut: boolean;
  /** At most one more than asked for. */
  clocks: Moving[];
}

/** A policy or calendar as a draft would make it. */
export interface ClockDraft {
  target: MoveTarget;
  id: string;
  etag: string;
  decide(present: never): Partial<ClockPolicy> | Partial<BusinessCalendar>;
}

/**
 * The running clocks that a draft would move, after an id: exactly what a move would do to them if it came now. Counts all of
 * them when none is skipped.
 */
export async function previewClockChange(
  deps: Deps,
  draft: ClockDraft,
  after: string,
  limit: number,
): Promise<Preview> {
  const changed = await draftOf(deps, draft);
  const terms = { target: draft.target, targetId: draft.id, version: Number.MAX_SAFE_INTEGER };
  const preview: Preview = { runningCount: 0, movingCount: 0, beyondHolidayCount: 0, cut: false, clocks: [] };
  for (let last = after; ; ) {
    const docs = await deps.obligations.runningBelow(terms, last, CHUNK);
    const owners = await leavesOf(deps, docs);
    for (const doc of docs) {
      const moving = await movingOf(deps, doc, changed, owners.get(doc.ownerId) ?? []);
      preview.runningCount += 1;
      if (!moving) continue;
      preview.movingCount += 1;
      if (moving.beyondHolidayData) preview.beyondHolidayCount += 1;
      if (preview.clocks.length <= limit) preview.clocks.push(moving);
    }
    last = docs.at(-1)?._id ?? last;
    // A further page asks for no counts.
    if (docs.length < CHUNK || (after !== '' && preview.clocks.length > limit)) return preview;
    if (preview.runningCount >= MAX_LOOKED) return { ...preview, cut: true };
  }
}

type Changed = { policy?: ClockTerms; calendar?: WorkCalendar };

/** What a draft would make of the present version; ABORTED when that is not the one it was made from. */
async function draftOf({ policies, calendars }: Deps, { target, id, etag, decide }: ClockDraft): Promise<Changed> {
  if (target === 'policy') {
    const present = await policies.get(id);
    if (String(present.revision) !== etag) throw staleEtag();
    return { policy: policies.asVersion({ ...present, ...(decide(present as never) as Partial<ClockPolicy>) }) };
  }
  const present = await calendars.get(id);
  if (String(present.revision) !== etag) throw staleEtag();
  return { calendar: calendars.asVersion({ ...present, ...(decide(present as never) as Partial<BusinessCalendar>) }) };
}

async function movingOf(
  deps: Deps,
  doc: ObligationDoc,
  { policy, calendar }: Changed,
  leaves: Interval[],
): Promise<Moving | undefined> {
  const before = await deps.terms.policy(doc);
  const after = policy ?? before;
  const way = calendar ?? (await deps.terms.calendar(await deps.terms.calendarUnder(doc, before, after)));
  const terms = { pins: {}, before, after, calendar: way };
  const change = onOtherTerms(doc, terms, leaves, 'published');
  if (!movesLevels(doc, change)) return undefined;
  const { levels = [], beyondHolidayData = false } = change.set as Partial<Obligation>;
  return { doc, levels, beyondHolidayData };
}

async function leavesOf({ facts }: Deps, docs: ObligationDoc[]): Promise<Map<string, Interval[]>> {
  const leaves = new Map<string, Interval[]>();
  for (const ownerId of new Set(docs.map((doc) => doc.ownerId))) {
    leaves.set(ownerId, (await facts.rep(ownerId))?.leaves ?? []);
  }
  return leaves;
}

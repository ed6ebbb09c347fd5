import { type ClaimMark, type CountedClaim, counted } from './claim-mark';

/** A lead that a rep holds, or has reserved until the ownership shows whether it was taken. */
export interface HoldingEntry {
  leadId: string;
  /** Revision of the ownership on which the reservation was made: the lead can be taken on this revision only. */
  ownershipRevision: number;
  state: 'reserved' | 'confirmed';
  reservedAt: Date;
  /** On a reservation by a claim: counted as one of the day once it is certain that the claim took place. */
  claim?: ClaimMark;
}

/** Who holds which open leads: entries, never a bare counter, so it can be compared with the ownerships. */
export interface Holding {
  /** At most MAX_HOLDING, one per lead. */
  entries: HoldingEntry[];
  /** When the rep got the latest lead. */
  lastAssignedAt?: Date;
  /** Claims of today and yesterday that took place, at most MAX_COUNTED_CLAIMS. */
  claims?: CountedClaim[];
}

export const MAX_HOLDING = 1000;
/** Rules leave room for what comes by hand or by a claim in the same moment. */
export const RULE_HOLDING_LIMIT = 950;

/** What a holding needs to know of a lead's ownership. */
export interface OwnershipFacts {
  revision: number;
  ownerId: string;
  closedAs: string;
}

export const isHeldBy = (ownership: OwnershipFacts, repId: string) =>
  ownership.ownerId === repId && ownership.closedAs === '';

/** Entries with a reservation for the lead; null when the limit leaves no room. A former entry of the lead is replaced. */
export function reserve(
  entries: readonly HoldingEntry[],
  leadId: string,
  ownershipRevision: number,
  limit: number,
  now: Date,
  claim?: ClaimMark,
): HoldingEntry[] | null {
  const others = entries.filter((entry) => entry.leadId !== leadId);
  if (others.length >= Math.min(limit, MAX_HOLDING)) return null;
  // On the same revision a claim may be under way beside this command: whose it was, the decision tells afterwards.
  const mark = claim ?? entries.find((entry) => entry.leadId === leadId && entry.state === 'reserved')?.claim;
  const reserved: HoldingEntry = { leadId, ownershipRevision, state: 'reserved', reservedAt: now };
  return [...others, mark ? { ...reserved, claim: mark } : reserved];
}

/** A claim's reservation of before that a new one must not take the place of: whether it took place is to be seen first. */
export const isUnsettledClaim = (entries: readonly HoldingEntry[], leadId: string, ownershipRevision: number) =>
  entries.some(
    (entry) =>
      entry.leadId === leadId &&
      entry.state === 'reserved' &&
      entry.claim !== undefined &&
      entry.ownershipRevision !== ownershipRevision,
  );

/**
 * What is to be done about a lead in a rep's holding:
 * keep: nothing · confirm: it was taken · remove: it is not the rep's, or no longer ·
 * fence: it may still be taken on the noted revision, so that revision must pass first · restore: the entry is missing.
 */
export type Settlement = 'keep' | 'confirm' | 'remove' | 'fence' | 'restore';

export function settlementOf(
  entry: HoldingEntry | undefined,
  ownership: OwnershipFacts | null,
  repId: string,
): Settlement {
  const held = ownership !== null && isHeldBy(ownership, repId);
  if (!entry) return held ? 'restore' : 'keep';
  if (held) return entry.state === 'confirmed' ? 'keep' : 'confirm';
  if (ownership && entry.state === 'reserved' && ownership.revision <= entry.ownershipRevision) return 'fence';
  return 'remove';
}

/**
 * The holding after a settlement that only concerns it; null when nothing changes. `claimTook`: the reservation's claim
 * took place, whoever has the lead by now.
 */
export function settled(
  holding: Holding,
  settlement: Settlement,
  leadId: string,
  ownershipRevision: number,
  now: Date,
  claimTook = false,
): Partial<Holding> | null {
  const entry = holding.entries.find((candidate) => candidate.leadId === leadId);
  const others = holding.entries.filter((candidate) => candidate.leadId !== leadId);
  const claims = entry && claimTook ? { claims: counted(holding.claims ?? [], entry, now) } : {};
  if (settlement === 'remove' && entry) return { entries: others, ...claims };
  if (settlement === 'confirm' && entry) {
    const { claim: _, ...kept } = entry;
    const confirmed = holding.entries.map((each) => (each === entry ? { ...kept, state: 'confirmed' as const } : each));
    return { entries: confirmed, lastAssignedAt: later(holding.lastAssignedAt, entry.reservedAt), ...claims };
  }
  if (settlement === 'restore' && !entry) {
    // Reserved only: the next look at the ownership confirms or removes it, whatever happened in between.
    return { entries: [...others, { leadId, ownershipRevision, state: 'reserved', reservedAt: now }] };
  }
  return null;
}

/** The holding with a confirmed place for a lead; null when it has an entry already. */
export function placed(
  holding: Holding,
  leadId: string,
  ownershipRevision: number,
  now: Date,
): Pick<Holding, 'entries' | 'lastAssignedAt'> | null {
  if (holding.entries.some((entry) => entry.leadId === leadId)) return null;
  const entry: HoldingEntry = { leadId, ownershipRevision, state: 'confirmed', reservedAt: now };
  return { entries: [...holding.entries, entry], lastAssignedAt: later(holding.lastAssignedAt, now) };
}

const later = (a: Date | undefined, b: Date) => (a && a > b ? a : b);

import { AppError, type WriteContext } from '@fairlead/service-kit';
import { isClaimOf } from '../domain/claim-count';
import { type HoldingEntry, settled, settlementOf } from '../domain/holding';
import type { HoldingDoc, LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';

type Deps = Pick<OwnershipDeps, 'holdings' | 'ownerships' | 'decisions'>;

const MAX_ROUNDS = 20;
/** Reservations younger than this belong to commands that may still run; only their own command fences them off. */
export const IN_FLIGHT_MS = 15_000;

interface SettleOptions {
  /** Leaves reservations alone whose command may still run. */
  sparesInFlight?: boolean;
  /** The holding as it was written and then, later than that, the ownership: the first round need not read them. */
  known?: { holding: HoldingDoc; ownership: LeadOwnershipDoc };
}

/**
 * Brings a rep's holding in line with the ownership of one lead. A reservation is released only after the ownership
 * showed that it was not taken: when it still could be, the ownership's revision passes first, so that a late take on the
 * noted revision fails. True when anything was changed.
 */
export async function settleHolding(
  deps: Deps,
  repId: string,
  leadId: string,
  context: WriteContext,
  { sparesInFlight = false, known }: SettleOptions = {},
): Promise<boolean> {
  let changed = false;
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const given = round === 1 ? known : undefined;
    // The entry is read before the ownership: a verdict about an entry must not rest on an older ownership.
    const before = given?.holding ?? (await deps.holdings.find(repId));
    const entry = before?.entries.find((candidate) => candidate.leadId === leadId);
    const ownership = given?.ownership ?? (await deps.ownerships.find(leadId));
    const settlement = settlementOf(entry, ownership, repId);
    if (settlement === 'keep') return changed;
    if (settlement === 'fence') {
      if (sparesInFlight && entry && isInFlight(entry, context.now)) return changed;
      await passRevision(deps, leadId, entry?.ownershipRevision ?? 0, context);
      continue;
    }
    const claimTook = await hasTakenPlace(deps, entry, ownership, repId);
    const doc = await deps.holdings.change(
      repId,
      (holding) => {
        const present = holding.entries.find((candidate) => candidate.leadId === leadId);
        if (!isSame(entry, present)) return null;
        const set = settled(holding, settlement, leadId, ownership?.revision ?? 0, context.now, claimTook);
        return set && { set, events: [] };
      },
      context,
      before ?? undefined,
    );
    changed = true;
    // A restored entry is a reservation: the next round confirms it against the ownership as it is then.
    if (settlement !== 'restore' && !doc.entries.some((each) => each.leadId === leadId && each.state === 'reserved')) {
      return changed;
    }
  }
  throw new AppError('ABORTED', 'CONTENTION', `The holding of ${repId} changes too fast; try again.`);
}

/**
 * Whether the claim of a reservation took place: the decision that began its cycle tells, wherever the lead is by now.
 * The revision that the reservation noted has passed, so a cycle that has not begun will not begin by it.
 */
async function hasTakenPlace(
  { decisions }: Deps,
  entry: HoldingEntry | undefined,
  ownership: LeadOwnershipDoc | null,
  repId: string,
): Promise<boolean> {
  const cycle = entry?.state === 'reserved' ? entry.claim?.cycle : undefined;
  if (!entry || cycle === undefined || !ownership || ownership.cycle < cycle) return false;
  if (ownership.decision?.cycle === cycle) return isClaimOf(ownership.decision, repId);
  return isClaimOf(await decisions.find(entry.leadId, cycle), repId);
}

/** Changes nothing but the revision, when it still is the noted one. */
async function passRevision(deps: Deps, leadId: string, revision: number, context: WriteContext): Promise<void> {
  await deps.ownerships.store.change(
    leadId,
    (ownership) => (ownership.revision === revision ? { set: {}, events: [] } : null),
    context,
  );
}

const isInFlight = (entry: HoldingEntry, now: Date) => now.getTime() - entry.reservedAt.getTime() < IN_FLIGHT_MS;

const isSame = (a: HoldingEntry | undefined, b: HoldingEntry | undefined) =>
  a?.ownershipRevision === b?.ownershipRevision && a?.state === b?.state && a?.claim?.cycle === b?.claim?.cycle;

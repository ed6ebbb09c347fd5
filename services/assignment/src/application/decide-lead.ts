import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type WriteContext } from '@fairlead/service-kit';
import type { LeadFacts } from '../domain/decide';
import { toLeadAttributes } from '../domain/lead-attributes';
import type { LeadOwnershipDoc } from '../repository/models';
import { completeDecision } from './complete-decision';
import type { OwnershipDeps } from './ownership-deps';

const MAX_ATTEMPTS = 50;

/**
 * Gives a lead that nobody decided about to a rep or a pool; false when it was decided before. UNAVAILABLE while there is
 * no team at all.
 */
export async function decideLead(
  deps: OwnershipDeps,
  undecided: LeadOwnershipDoc,
  context: WriteContext,
): Promise<boolean> {
  let ownership: LeadOwnershipDoc | null = undecided;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (!ownership || ownership.cycle > 0) return false;
    const { _id: leadId, revision } = ownership;
    const entry = await deps.allocator.decide({ leadId, revision, lead: await factsOf(deps, ownership) });
    if (entry) return completeDecision(deps, entry, context, ownership);
    // Somebody took it by hand in this very moment.
    await sleep(Math.random() * Math.min(500, 10 * attempt));
    ownership = await deps.ownerships.find(leadId);
  }
  throw new AppError('ABORTED', 'CONTENTION', 'The facts of the decision change too fast; try again.');
}

async function factsOf(deps: OwnershipDeps, ownership: LeadOwnershipDoc): Promise<LeadFacts> {
  const { attributes, knownCustomerId, barredRepId, barredUntil } = ownership;
  const known = knownCustomerId ? await deps.ownerships.find(knownCustomerId) : null;
  return {
    attributes: toLeadAttributes({ ...attributes }),
    knownOwnerId: known?.ownerId ?? '',
    barredRepId,
    ...(barredUntil ? { barredUntil } : {}),
  };
}

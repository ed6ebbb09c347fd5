import { type LevelRecipient, followup as proto } from '@fairlead/proto';
import { notFound, type WriteContext } from '@fairlead/service-kit';
import { BREACH, RECYCLE } from '../domain/levels';
import { isOpen, recordLevel } from '../domain/obligation';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';
import { fulfilFirstContact } from './end-obligations';

/**
 * Records that a level is reached, once, and says whether the obligation still stands. A contact whose obligation was
 * not ended yet (a crash in between) ends it first.
 */
export async function recordLevelOf(
  deps: Deps,
  id: string,
  levelId: string,
  context: WriteContext,
): Promise<{ outcome: proto.RecordLevelOutcome; doc: ObligationDoc }> {
  const before = await deps.obligations.store.find(id);
  if (!before) throw notFound('obligation', id);
  if (isOpen(before) && (await deps.followUps.hasContact(before.subject, before.cycle))) {
    await fulfilFirstContact(deps, before.subject, before.cycle, context);
  }
  const recipients = await recipientsOf(deps, before, levelId);
  let outcome = proto.RecordLevelOutcome.RECORD_LEVEL_OUTCOME_UNSPECIFIED;
  const { doc } = await deps.obligations.store.change(
    id,
    (current) => {
      const answer = recordLevel(current, levelId, context.now, recipients);
      outcome = answer.outcome;
      return answer.change;
    },
    context,
  );
  return { outcome, doc };
}

/** Reminders go to the owner, the breach and the recycling also to the supervisor. */
async function recipientsOf(deps: Deps, obligation: ObligationDoc, levelId: string): Promise<LevelRecipient[]> {
  const owner: LevelRecipient = { repId: obligation.ownerId, role: 'owner' };
  if (levelId !== BREACH && levelId !== RECYCLE) return [owner];
  const supervisor = await deps.facts.supervisor(obligation.ownerId, obligation.teamPath);
  return supervisor ? [owner, { repId: supervisor, role: 'supervisor' }] : [owner];
}

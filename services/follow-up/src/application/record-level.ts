import { type LevelRecipient, followup as proto } from '@fairlead/proto';
import { notFound, type WriteContext } from '@fairlead/service-kit';
import { BREACH, escalationIndex, RECYCLE } from '../domain/levels';
import { isOpen, recordLevel } from '../domain/obligation';
import { inRole } from '../domain/organization';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';

/**
 * Records that a level is reached, once, and says whether the obligation still stands. Before that the obligation is
 * brought into line with its subject.
 */
export async function recordLevelOf(
  deps: Deps,
  id: string,
  levelId: string,
  context: WriteContext,
): Promise<{ outcome: proto.RecordLevelOutcome; doc: ObligationDoc }> {
  const recipients = await recipientsOf(deps, await settled(deps, id, context), levelId);
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

/** The obligation as its subject wants it now. */
async function settled(deps: Deps, id: string, context: WriteContext): Promise<ObligationDoc> {
  const read = async () => {
    const doc = await deps.obligations.store.find(id);
    if (!doc) throw notFound('obligation', id);
    return doc;
  };
  const before = await read();
  const settle = deps.settlers[before.kind];
  if (!settle || !isOpen(before)) return before;
  await settle(deps, before, context);
  return read();
}

/**
 * Reminders go to the owner, the breach and the recycling also to the supervisor (who has an escalation of the own in some
 * policies), an escalation to the one in its role. Nobody above: to the owner.
 */
async function recipientsOf(deps: Deps, obligation: ObligationDoc, levelId: string): Promise<LevelRecipient[]> {
  const owner: LevelRecipient = { repId: obligation.ownerId, role: 'owner' };
  const index = escalationIndex(levelId);
  if (levelId !== BREACH && levelId !== RECYCLE && index < 0) return [owner];
  const { escalations = [] } = await deps.terms.policy(obligation);
  const told = escalations.some(({ role }) => role === 'supervisor');
  if (levelId === BREACH && told) return [owner];
  const role = escalations[index]?.role ?? 'supervisor';
  const repId = inRole(role, await deps.facts.above(obligation.ownerId, obligation.teamPath));
  if (repId === '') return [owner];
  return index < 0 ? [owner, { repId, role }] : [{ repId, role }];
}

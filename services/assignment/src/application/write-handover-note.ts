import { type CommandCall, failedPrecondition, notFound, replayOf, scopeOf } from '@fairlead/service-kit';
import { refuseUnless } from '../domain/handover';
import { type HandoverNote, itemId } from '../domain/handover-item';
import { requirePlanner } from './change-handover';
import type { HandoverDeps } from './handover-deps';

/** Notes on one customer of the leaver, until the handover starts. */
export async function writeHandoverNote<R>(
  deps: HandoverDeps,
  note: HandoverNote,
  call: CommandCall<HandoverNote, R>,
): Promise<R> {
  const { caller, context, command, reply } = call;
  const { handovers, handoverItems, ownerships } = deps;
  const handover = await handovers.findInScope(note.handoverId, scopeOf(caller.principal));
  if (!handover) throw notFound('handover', note.handoverId);
  requirePlanner(caller.principal, handover);
  const id = itemId(note.handoverId, note.leadId);
  const { specialPromises, negotiationState } = note;
  const before = await handoverItems.notes.find(id);
  const replayed = before ? replayOf(before, call) : undefined;
  if (replayed !== undefined) return replayed;
  refuseUnless(handover, 'DRAFT', 'PENDING_APPROVAL', 'APPROVED');
  if ((await ownerships.find(note.leadId))?.ownerId !== handover.fromRepId) {
    throw failedPrecondition('NOT_OWNER', 'It is no customer of the leaver.', { lead_id: note.leadId });
  }
  if (!before) {
    const empty = { ...note, specialPromises: '', negotiationState: '' };
    await handoverItems.notes.create(id, empty, [], context);
  }
  const decide = () => ({ set: { specialPromises, negotiationState }, events: [] });
  return (await handoverItems.notes.change(id, decide, context, command, reply)).reply;
}

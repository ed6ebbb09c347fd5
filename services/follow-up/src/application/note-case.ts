import { type CommandCall, createdId, type WriteContext } from '@fairlead/service-kit';
import { type CaseNote, caseNoted } from '../domain/case-note';
import { scopeOfCaller } from './case-caller';
import type { CaseDeps } from './case-deps';

/** Adds a note to a case in the caller's scope, once per request id. */
export async function noteCase<R>(
  deps: CaseDeps,
  caseId: string,
  text: string,
  { caller, command, context, reply }: CommandCall<CaseNote, R>,
): Promise<R> {
  const { customerId } = await deps.cases.get(caseId, await scopeOfCaller(deps, caller));
  const id = createdId(command);
  const note: CaseNote = { caseId, customerId, author: caller.principal.sub, text };
  return (await deps.caseNotes.store.create(id, note, [caseNoted(id, note)], context, command, reply)).reply;
}

/** A note that goes with a command; the same again is there already. */
export async function writeNote(
  { caseNotes }: Pick<CaseDeps, 'caseNotes'>,
  id: string,
  note: CaseNote,
  context: WriteContext,
): Promise<void> {
  await caseNotes.store.create(id, note, [caseNoted(id, note)], context);
}

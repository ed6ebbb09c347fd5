import {
  AppError,
  type Command,
  type CommandCall,
  notFound,
  type Reply,
  replayOf,
  type WriteContext,
} from '@fairlead/service-kit';
import { intoPool, type LeadOwnership, type Pooling } from '../domain/ownership';
import type { LeadOwnershipDoc } from '../repository/models';
import { keepRecords } from './keep-records';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnershipSoon } from './push-ownership';
import { settleFormerOwner } from './settle-former-owner';
import { onRevision, RevisionMoved } from './take-lead';

const MAX_ATTEMPTS = 12;

/** How the lead comes into a pool as things are now; null when it is to stay where it is. Asked again when they change. */
export type DecidePooling = (ownership: LeadOwnershipDoc) => Promise<Pooling | null>;

/** Puts a lead into a pool for a service's own reasons; true when it was put there now. */
export async function putIntoPool(
  deps: OwnershipDeps,
  leadId: string,
  decide: DecidePooling,
  context: WriteContext,
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const ownership = await deps.ownerships.find(leadId);
    const pooling = ownership && (await decide(ownership));
    if (!ownership || !pooling) return false;
    if ((await write(deps, ownership, pooling, context)) !== 'lost') return true;
  }
  throw contention();
}

/** Puts a lead into a pool by a person's command. When nothing is to be written, the present state is the answer. */
export async function putIntoPoolBy<R>(
  deps: OwnershipDeps,
  leadId: string,
  decide: DecidePooling,
  call: CommandCall<LeadOwnership, R>,
): Promise<R> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const ownership = await deps.ownerships.find(leadId);
    if (!ownership) throw notFound('lead', leadId);
    const replayed = replayOf(ownership, call);
    if (replayed !== undefined) {
      await pushOwnershipSoon(deps, ownership);
      return replayed;
    }
    const pooling = await decide(ownership);
    if (!pooling) return call.reply.of(ownership);
    const written = await write(deps, ownership, pooling, call.context, call.command, call.reply);
    if (written !== 'lost') return written.reply;
  }
  throw contention();
}

/** On the revision that was decided about; the former owner's place becomes free, customer gets its copy. */
async function write<R>(
  deps: OwnershipDeps,
  ownership: LeadOwnershipDoc,
  pooling: Pooling,
  context: WriteContext,
  command?: Command,
  reply?: Reply<LeadOwnership, R>,
) {
  const { _id: leadId, ownerId, revision } = ownership;
  await keepRecords(deps, ownership, context);
  const change = onRevision(revision, intoPool(ownership, pooling, context.now));
  try {
    const outcome = await deps.ownerships.store.changeFrom(ownership, change, context, command, reply);
    const finish = async () => {
      const freed = await settleFormerOwner(deps, ownerId, leadId, context);
      return (await pushOwnershipSoon(deps, outcome.doc)) && freed;
    };
    await deps.inHand.add(outcome.doc, finish());
    return outcome;
  } catch (error) {
    if (error instanceof RevisionMoved) return 'lost' as const;
    throw error;
  }
}

const contention = () => new AppError('ABORTED', 'CONTENTION', 'The lead changes too fast; try again.');

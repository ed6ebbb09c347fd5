import { followup as proto } from '@fairlead/proto';
import {
  type CallerContext,
  fromClientError,
  hasRole,
  notFound,
  permissionDenied,
  refuseUnlessResponsible,
  requireOwned,
  visibleCustomer,
} from '@fairlead/service-kit';
import type { Attachment } from '../domain/attachment';
import { mayManage } from '../domain/case-sight';
import type { AttachmentDoc } from '../repository/attachment-models';
import type { AttachmentDeps } from './attachment-deps';
import { scopeOfCaller } from './case-caller';

const { RECORD_KIND_CASE } = proto.RecordKind;

/** What a caller may do with the files of a record that the caller sees. */
export interface RecordAccess {
  customerId: string;
  /** Stands above the record: may remove what others added. */
  manages: boolean;
  /** Throws unless the caller may add to the record. */
  refuseUnlessWriter(): void;
}

const WRITERS = ['rep', 'partner', 'manager', 'admin'] as const;

/** The record as the caller may see it now; NOT_FOUND when it is out of scope. */
export function accessToRecord(
  deps: AttachmentDeps,
  { recordKind, recordId }: Pick<Attachment, 'recordKind' | 'recordId'>,
  caller: CallerContext,
): Promise<RecordAccess> {
  return recordKind === RECORD_KIND_CASE
    ? accessToCase(deps, recordId, caller)
    : accessToFollowUp(deps, recordId, caller);
}

/** Whoever sees a case may add to it, as with notes. */
async function accessToCase(deps: AttachmentDeps, caseId: string, caller: CallerContext): Promise<RecordAccess> {
  const { principal } = caller;
  const found = await deps.cases.get(caseId, await scopeOfCaller(deps, caller));
  return {
    customerId: found.customerId,
    manages: mayManage(principal, found),
    refuseUnlessWriter: () => {
      if (!hasRole(principal, 'rep', 'manager', 'admin')) throw permissionDenied('Only who works here adds files.');
    },
  };
}

async function accessToFollowUp(deps: AttachmentDeps, id: string, caller: CallerContext): Promise<RecordAccess> {
  const found = await deps.followUps.store.find(id);
  if (!found) throw notFound('follow-up', id);
  return accessToCustomer(deps, found.customerId, caller).catch((error: unknown) => {
    throw hidden(error, 'follow-up', id);
  });
}

/** Files of follow-ups are for whoever may see the customer; whoever may add a follow-up may add a file to one. */
export async function accessToCustomer(
  deps: Pick<AttachmentDeps, 'customers'>,
  customerId: string,
  caller: CallerContext,
): Promise<RecordAccess> {
  const { principal } = caller;
  const found = await visibleCustomer(deps, customerId, caller);
  const above = hasRole(principal, 'manager') && (found.ownership?.teamPath ?? []).includes(principal.team ?? '');
  return {
    customerId,
    manages: hasRole(principal, 'admin') || above,
    refuseUnlessWriter: () => {
      if (!hasRole(principal, ...WRITERS))
        throw permissionDenied(`This needs one of the roles: ${WRITERS.join(', ')}.`);
      refuseUnlessResponsible(caller, requireOwned(found));
    },
  };
}

/** An attachment with what the caller may do with it; NOT_FOUND also when its record is out of the caller's scope. */
export async function visibleAttachment(
  deps: AttachmentDeps,
  id: string,
  caller: CallerContext,
): Promise<{ doc: AttachmentDoc; access: RecordAccess }> {
  const doc = await deps.attachments.store.find(id);
  if (!doc || doc.state === proto.AttachmentState.ATTACHMENT_STATE_UPLOADING) throw notFound('attachment', id);
  const access = await accessToRecord(deps, doc, caller).catch((error: unknown) => {
    throw hidden(error, 'attachment', id);
  });
  return { doc, access };
}

/** Who is not to know of the record learns of the thing asked for only. */
function hidden(error: unknown, kind: string, id: string): unknown {
  return fromClientError(error).code === 'NOT_FOUND' ? notFound(kind, id) : error;
}

/** Whoever added it, a manager above the record, or an admin. */
export const mayRemove = (
  { principal }: Pick<CallerContext, 'principal'>,
  { uploader }: Pick<Attachment, 'uploader'>,
  { manages }: Pick<RecordAccess, 'manages'>,
): boolean => manages || uploader === principal.sub;

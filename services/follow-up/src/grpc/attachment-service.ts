import { createHash } from 'node:crypto';
import { followup as proto } from '@fairlead/proto';
import { type CallerContext, type Command, commandCall, Faults, type MethodAccess } from '@fairlead/service-kit';
import type { CallContext } from 'nice-grpc';
import { accessToCustomer, accessToRecord, mayRemove, visibleAttachment } from '../application/attachment-access';
import type { AttachmentDeps } from '../application/attachment-deps';
import { batchAttachments, openAttachment, type Seen, withoutHiddenCases } from '../application/read-attachments';
import { deleteAttachment, undeleteAttachment } from '../application/remove-attachment';
import { uploadAttachment } from '../application/upload-attachment';
import { attachmentReply, toAttachment } from './attachment-messages';
import { checkBatch, openUpload, parseHeader, parseList } from './attachment-requests';

const WRITERS = ['rep', 'partner', 'manager', 'admin'] as const;

export const ATTACHMENT_ACCESS: MethodAccess = {
  UploadAttachment: WRITERS,
  DownloadAttachment: 'any',
  GetAttachment: 'any',
  BatchGetAttachments: 'any',
  ListAttachments: 'any',
  DeleteAttachment: WRITERS,
  UndeleteAttachment: WRITERS,
};

const PART_BYTES = 64 * 1024;

/** Files at follow-ups and cases over gRPC. Streams are read and written as fast as the other side goes. */
export class AttachmentGrpc implements proto.AttachmentServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: AttachmentDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async uploadAttachment(
    request: AsyncIterable<proto.UploadAttachmentRequest>,
    context: CallContext & CallerContext,
  ): Promise<proto.Attachment> {
    const { header, content } = await openUpload(request);
    const input = parseHeader(header);
    const caller = callerOf(context);
    return uploadAttachment(this.deps, input, content, {
      caller,
      requestId: header.requestId.toLowerCase(),
      commandOf: (sha256) => uploadCommand(header, sha256, caller),
      replyOf: (access) => attachmentReply(caller, access),
      clock: this.clock,
    });
  }

  async *downloadAttachment(
    { attachmentId }: proto.DownloadAttachmentRequest,
    context: CallerContext,
  ): AsyncGenerator<proto.DownloadAttachmentResponse> {
    checkId(attachmentId).throwIfAny();
    const { doc, access, content } = await openAttachment(this.deps, attachmentId, callerOf(context));
    try {
      yield { part: { $case: 'header', value: toAttachment(doc, mayRemove(context, doc, access)) } };
      for await (const bytes of content as AsyncIterable<Uint8Array>) {
        for (let at = 0; at < bytes.length; at += PART_BYTES) {
          yield { part: { $case: 'content', value: Buffer.from(bytes.subarray(at, at + PART_BYTES)) } };
        }
      }
    } finally {
      content.destroy();
    }
  }

  async getAttachment({ attachmentId }: proto.GetAttachmentRequest, context: CallerContext): Promise<proto.Attachment> {
    checkId(attachmentId).throwIfAny();
    const { doc, access } = await visibleAttachment(this.deps, attachmentId, context);
    return toAttachment(doc, mayRemove(context, doc, access));
  }

  async batchGetAttachments(
    request: proto.BatchGetAttachmentsRequest,
    context: CallerContext,
  ): Promise<proto.BatchGetAttachmentsResponse> {
    checkBatch(request);
    return { attachments: shown(await batchAttachments(this.deps, request, context), context) };
  }

  async listAttachments(
    request: proto.ListAttachmentsRequest,
    context: CallerContext,
  ): Promise<proto.ListAttachmentsResponse> {
    const listed = parseList(request);
    const { pageSize, pageToken, showDeleted } = request;
    const page = { pageSize, pageToken, caller: context.principal.sub };
    if ('recordId' in listed) {
      const { manages } = await accessToRecord(this.deps, listed, context);
      const { docs, nextPageToken } = await this.deps.attachments.listOf(
        { recordId: listed.recordId },
        showDeleted,
        page,
      );
      return {
        attachments: shown(
          docs.map((doc) => ({ doc, manages })),
          context,
        ),
        nextPageToken,
      };
    }
    const access = await accessToCustomer(this.deps, listed.customerId, context);
    const { docs, nextPageToken } = await this.deps.attachments.listOf(listed, showDeleted, page);
    return { attachments: shown(await withoutHiddenCases(this.deps, docs, access, context), context), nextPageToken };
  }

  async deleteAttachment(request: proto.DeleteAttachmentRequest, context: CallerContext): Promise<proto.Attachment> {
    checkId(request.attachmentId).uuid('request_id', request.requestId).throwIfAny();
    const call = commandCall(
      context,
      'DeleteAttachment',
      proto.DeleteAttachmentRequest,
      request,
      attachmentReply(context, REMOVER),
      this.clock(),
    );
    return deleteAttachment(this.deps, request.attachmentId, call);
  }

  async undeleteAttachment(
    request: proto.UndeleteAttachmentRequest,
    context: CallerContext,
  ): Promise<proto.Attachment> {
    checkId(request.attachmentId).uuid('request_id', request.requestId).throwIfAny();
    const call = commandCall(
      context,
      'UndeleteAttachment',
      proto.UndeleteAttachmentRequest,
      request,
      attachmentReply(context, REMOVER),
      this.clock(),
    );
    return undeleteAttachment(this.deps, request.attachmentId, call);
  }
}

/** Whoever was let remove a file may do so. */
const REMOVER = { manages: true };

const checkId = (attachmentId: string) => new Faults().uuid('attachment_id', attachmentId);

const callerOf = ({ principal, token }: CallerContext): CallerContext => ({ principal, token });

const shown = (seen: Seen, caller: CallerContext): proto.Attachment[] =>
  seen.map(({ doc, manages }) => toAttachment(doc, mayRemove(caller, doc, { manages })));

/** The same header with the same content is the same request. */
function uploadCommand(header: proto.UploadAttachmentHeader, sha256: string, { principal }: CallerContext): Command {
  const hash = createHash('sha256').update(proto.UploadAttachmentHeader.encode(header).finish()).update(sha256);
  return {
    method: 'UploadAttachment',
    caller: principal.sub,
    requestId: header.requestId.toLowerCase(),
    hash: hash.digest('base64'),
  };
}

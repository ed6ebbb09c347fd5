import { followup } from '@fairlead/proto';
import type { CallOptions } from 'nice-grpc';
import { z } from 'zod';
import { type FileAnswer, NO_BODY, paging, queryFlag, type Route, route } from '../http/api-router';
import { inPieces } from '../http/pieces';
import type { RouteDeps } from './deps';

const ATTACHMENT = 'crm.followup.v1.Attachment';
const LIST = 'crm.followup.v1.ListAttachmentsResponse';
const { RECORD_KIND_FOLLOW_UP, RECORD_KIND_CASE } = followup.RecordKind;

const ofFile = z.strictObject({
  fileName: z.string(),
  contentType: z.string().default(''),
  note: z.string().default(''),
});
const ofList = z.strictObject({ ...paging, showDeleted: queryFlag });

/** What hangs on which record, and below which path. */
const PLACES = [
  ['/follow-ups/{id}/attachments', RECORD_KIND_FOLLOW_UP, 'followUpId', 'a follow-up'],
  ['/cases/{id}/attachments', RECORD_KIND_CASE, 'caseId', 'a case'],
  ['/customers/{id}/attachments', undefined, 'customerId', "a customer's records"],
] as const;

/** Files at follow-ups and cases. */
export function attachmentRoutes({ clients: { attachments }, directory }: RouteDeps): Route[] {
  const tag = 'Attachments';
  const lists = PLACES.map(([path, , field, what]) =>
    route({
      method: 'get',
      path,
      summary: `Pages through the files of ${what}, newest first, with names.`,
      tag,
      query: ofList,
      answer: LIST,
      async handle({ params, query, caller, options }) {
        const request = followup.ListAttachmentsRequest.fromPartial({ ...query, [field]: params.id });
        const page = await attachments.listAttachments(request, options);
        const uploaders = page.attachments.map(({ uploader }) => uploader);
        return { ...page, people: await directory.names(uploaders, caller.principal) };
      },
    }),
  );
  const uploads = PLACES.flatMap(([path, recordKind, , what]) =>
    recordKind === undefined
      ? []
      : [
          route({
            method: 'post',
            path,
            summary: `Adds a file to ${what}; taken as it comes in. 413 when it is too large.`,
            tag,
            query: ofFile,
            upload: true,
            command: true,
            status: 201,
            answer: ATTACHMENT,
            handle: ({ params, query, content, requestId, options }) => {
              const header = { ...query, recordKind, recordId: params.id as string, requestId };
              return attachments.uploadAttachment(uploadMessages(header, content), options);
            },
          }),
        ],
  );
  return [
    ...uploads,
    ...lists,
    route({
      method: 'get',
      path: '/attachments/{id}',
      summary: 'Reads what is known of a file.',
      tag,
      answer: ATTACHMENT,
      handle: ({ params, options }) => attachments.getAttachment({ attachmentId: params.id }, options),
    }),
    route({
      method: 'get',
      path: '/attachments/{id}/content',
      summary: 'The file itself, always to be saved: whatever could be carried out comes as application/octet-stream.',
      tag,
      download: { contentType: 'application/octet-stream' },
      handle: ({ params, options }) =>
        fileOf((call) => attachments.downloadAttachment({ attachmentId: params.id }, call), options),
    }),
    route({
      method: 'delete',
      path: '/attachments/{id}',
      summary: 'Removes a file; it can be brought back for 30 days.',
      tag,
      command: true,
      answer: ATTACHMENT,
      handle: ({ params, requestId, options }) =>
        attachments.deleteAttachment({ attachmentId: params.id, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/attachments/{id}:undelete',
      summary: 'Brings a removed file back.',
      tag,
      body: NO_BODY,
      command: true,
      answer: ATTACHMENT,
      handle: ({ params, requestId, options }) =>
        attachments.undeleteAttachment({ attachmentId: params.id, requestId }, options),
    }),
  ];
}

/** Header, content, and the end that says that nothing is missing: a sender who goes away never gets that far. */
async function* uploadMessages(header: followup.UploadAttachmentHeader, content: AsyncIterable<Uint8Array>) {
  yield { part: { $case: 'header' as const, value: header } };
  let sizeBytes = 0n;
  for await (const value of inPieces(content)) {
    sizeBytes += BigInt(value.length);
    yield { part: { $case: 'content' as const, value } };
  }
  yield { part: { $case: 'end' as const, value: { sizeBytes } } };
}

/** Types that are shown or saved as what they are; everything else is only bytes to a browser. */
const PLAIN = /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp)|application\/pdf|text\/(?:plain|csv)|audio\/\S+|video\/\S+)$/;

type Download = (options: CallOptions) => AsyncIterable<followup.DownloadAttachmentResponse>;

async function fileOf(download: Download, options: CallOptions): Promise<FileAnswer> {
  const messages = download(options)[Symbol.asyncIterator]();
  const first = await messages.next();
  const part = first.done ? undefined : first.value.part;
  if (part?.$case !== 'header') throw new Error('A download begins with its header.');
  const { fileName, contentType, sha256 } = part.value;
  const parts = async function* () {
    for (let next = await messages.next(); !next.done; next = await messages.next()) {
      const { part: piece } = next.value;
      if (piece?.$case === 'content') yield { content: piece.value };
    }
  };
  return {
    contentType: PLAIN.test(contentType) ? contentType : 'application/octet-stream',
    fileName,
    headers: {
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=300',
      etag: `"${sha256}"`,
    },
    parts: parts(),
  };
}

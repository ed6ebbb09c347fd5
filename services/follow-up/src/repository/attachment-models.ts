import { type AggregateDoc, aggregateSchema } from '@fairlead/service-kit';
import type { Connection, Model } from 'mongoose';
import type { Attachment } from '../domain/attachment';

export type AttachmentDoc = AggregateDoc<Attachment>;

const text = { type: String, default: '' };
const optionalDate = { type: Date, required: false };

const attachmentFields = {
  recordKind: String,
  recordId: String,
  customerId: String,
  state: String,
  fileName: text,
  contentType: text,
  declaredType: text,
  sizeBytes: Number,
  sha256: text,
  note: text,
  uploader: String,
  contentId: text,
  uploadTime: optionalDate,
  slot: { type: String, required: false },
  deleteTime: optionalDate,
  sweepTime: optionalDate,
};

/** Files at follow-ups and cases. */
export const attachmentModels = (connection: Connection) => ({
  attachments: connection.model(
    'Attachment',
    aggregateSchema<Attachment>(attachmentFields as never, 'attachments', [
      { serves: 'places_of_a_record', fields: { slot: 1 }, options: { unique: true, sparse: true } },
      { serves: 'attachments_of_a_record', fields: { recordId: 1, uploadTime: -1, _id: -1 } },
      { serves: 'attachments_of_a_customer', fields: { customerId: 1, uploadTime: -1, _id: -1 } },
      { serves: 'attachments_to_sweep', fields: { sweepTime: 1, _id: 1 }, options: { sparse: true } },
    ]),
  ) as unknown as Model<AttachmentDoc>,
});

export type AttachmentModels = ReturnType<typeof attachmentModels>;

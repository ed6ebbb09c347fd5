import { useQuery } from '@tanstack/react-query';
import { query, request } from './http';
import type { People } from './types';
import { sendFile } from './upload';

/** A file at a follow-up or case. */
export interface Attachment {
  id: string;
  recordKind: string;
  recordId: string;
  customerId: string;
  fileName: string;
  contentType: string;
  /** What it was said to be, when it is something else. */
  declaredType: string;
  sizeBytes: string;
  uploader: string;
  uploadTime: string;
  state: string;
  note: string;
  undeleteUntil?: string;
  previewable: boolean;
  removable: boolean;
}

/** Most files at one record. */
export const MAX_FILES = 20;

/** What a file is added to. */
export type FilePlace = { followUpId: string } | { caseId: string };

const pathOf = (place: FilePlace): string =>
  'caseId' in place
    ? `/cases/${encodeURIComponent(place.caseId)}/attachments`
    : `/follow-ups/${encodeURIComponent(place.followUpId)}/attachments`;
const at = (id: string) => `/attachments/${encodeURIComponent(id)}`;
const newId = (): string => crypto.randomUUID();

export const contentOf = (id: string): string => `/api/v1${at(id)}/content`;

/** The files of a case; there are never more than a page of them. */
export const useCaseFiles = (caseId: string) =>
  useQuery({
    queryKey: ['lists', 'case-files', caseId],
    queryFn: ({ signal }) =>
      request<{ attachments: Attachment[]; people: People }>('GET', pathOf({ caseId }), { signal }),
  });

/** The same request id however often a file is sent: should it have arrived, it is not stored twice. */
export const uploadAttachment = (
  place: FilePlace,
  file: File,
  requestId: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Attachment> => {
  const values = query({ fileName: file.name, contentType: file.type });
  return sendFile(`${pathOf(place)}${values}`, file, requestId, onProgress, signal);
};

export const removeAttachment = (id: string) => request<Attachment>('DELETE', at(id), { requestId: newId() });
export const restoreAttachment = (id: string) =>
  request<Attachment>('POST', `${at(id)}:undelete`, { body: {}, requestId: newId() });

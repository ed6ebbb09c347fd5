import type { Readable } from 'node:stream';
import { isUuid } from '@fairlead/service-kit';

/** Where the bytes of one attempt to upload a file lie. Both are UUIDs: nothing that a person typed becomes part of a place. */
export interface ContentKey {
  attachmentId: string;
  contentId: string;
}

/** Most contents of one attachment that are listed at once. */
export const MAX_LISTED = 1000;

/**
 * Keeps the bytes of files. A content is there as a whole or not at all; what a process that died left of one is listed
 * and can be deleted like a whole one.
 */
export interface AttachmentStorage {
  /** Takes a content as it comes; whatever ends the stream early leaves no content. */
  put(key: ContentKey, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Gives a content as it is read; whoever asked destroys the stream. Rejects with ContentMissing when there is none. */
  get(key: ContentKey): Promise<Readable>;
  /** Ids of the contents of an attachment, whole or not, at most MAX_LISTED. */
  list(attachmentId: string): Promise<string[]>;
  /** Deletes a content; one that is not there is no fault. */
  delete(key: ContentKey): Promise<void>;
  /** Rejects when it cannot work as it is set up. */
  check(): Promise<void>;
}

/** There are no bytes under a key. */
export class ContentMissing extends Error {
  constructor({ attachmentId, contentId }: ContentKey) {
    super(`There is no content ${attachmentId}/${contentId}.`);
  }
}

/** HTTP status of a refusal; undefined when there was no answer. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/** The id as it becomes part of a place: the last guard against a path that leads elsewhere. */
export function placeOf(id: string): string {
  if (!isUuid(id)) throw new Error('Ids of contents are UUIDs.');
  return id.toLowerCase();
}

import { useQueryClient } from '@tanstack/react-query';
import { type ClipboardEvent, useEffect, useReducer, useRef, useState } from 'react';
import { type Attachment, type FilePlace, MAX_FILES, uploadAttachment } from '../../api/attachments';
import { changeQueue, nextToSend, type QueuedFile, type QueueStep, sortChosen } from '../../lib/upload-queue';

type Queue = QueuedFile<FilePlace>[];
const reduce: (queue: Queue, step: QueueStep<FilePlace>) => Queue = changeQueue;

export interface Uploads {
  queue: Queue;
  /** Files that were not taken, with the key of the reason. */
  refused: { name: string; fault: 'emptyFile' | 'tooMany' }[];
  add(files: readonly File[]): void;
  /** Files on the clipboard are added; texts are pasted as ever. */
  onPaste(event: ClipboardEvent): void;
  /** The record is there: what was chosen goes to it. */
  sendTo(place: FilePlace): void;
  retry(id: string): void;
  /** Stops one that is on its way, or takes one out. */
  cancel(id: string): void;
}

/** Files that were chosen, one after the other on their way. `place`: where they go, unless that comes later. */
export function useUploads(place?: FilePlace): Uploads {
  const queries = useQueryClient();
  const [queue, change] = useReducer(reduce, []);
  const [refused, setRefused] = useState<Uploads['refused']>([]);
  const underWay = useRef(new Map<string, AbortController>());

  const send = async ({ id, file, place: target }: QueuedFile<FilePlace>) => {
    if (!target || underWay.current.has(id)) return;
    const abort = new AbortController();
    underWay.current.set(id, abort);
    change({ step: 'start', id });
    try {
      const onProgress = (share: number) => change({ step: 'progress', id, share });
      const stored = await uploadAttachment(target, file, id, onProgress, abort.signal);
      change({ step: 'done', id });
      await refreshFiles(queries, stored);
    } catch (error) {
      change(error instanceof DOMException ? { step: 'remove', id } : { step: 'fail', id, error });
    } finally {
      underWay.current.delete(id);
    }
  };
  const next = nextToSend(queue);
  useEffect(() => {
    if (next) void send(next);
  });

  const add = (files: readonly File[]) => {
    const sorted = sortChosen(files, queue.filter(({ place: target }) => target === undefined).length, MAX_FILES);
    setRefused(sorted.refused);
    if (sorted.taken.length === 0) return;
    change({ step: 'add', files: sorted.taken.map((file) => ({ id: crypto.randomUUID(), file })) });
    if (place) change({ step: 'place', place });
  };
  return {
    queue,
    refused,
    add,
    onPaste: (event) => {
      const files = [...event.clipboardData.files];
      if (files.length === 0) return;
      event.preventDefault();
      add(files);
    },
    sendTo: (target) => {
      setRefused([]);
      change({ step: 'place', place: target });
    },
    retry: (id) => {
      const found = queue.find((each) => each.id === id);
      if (found) void send(found);
    },
    cancel: (id) => {
      const sending = underWay.current.get(id);
      if (sending) sending.abort();
      else change({ step: 'remove', id });
    },
  };
}

/** Everything that shows a file of this record. */
export const refreshFiles = (queries: ReturnType<typeof useQueryClient>, { customerId }: Attachment) =>
  Promise.all(
    [
      ['customer', customerId],
      ['lists', 'case-files'],
    ].map((queryKey) => queries.invalidateQueries({ queryKey })),
  );

/** A file that somebody chose, on its way to a record. */
export interface QueuedFile<Place> {
  /** Also its request id: sent again, it is the same command. */
  id: string;
  file: File;
  state: 'waiting' | 'sending' | 'failed';
  /** Where it goes; unset until the record is there. */
  place?: Place;
  /** Share that has gone, 0 to 1. */
  share: number;
  error?: unknown;
}

export type QueueStep<Place> =
  | { step: 'add'; files: { id: string; file: File }[] }
  /** The record is there: everything without a place goes to it. */
  | { step: 'place'; place: Place }
  | { step: 'start' | 'done' | 'remove'; id: string }
  | { step: 'progress'; id: string; share: number }
  | { step: 'fail'; id: string; error: unknown };

/** What a step makes of the queue. A file that has arrived or was taken out is not in it any more. */
export function changeQueue<Place>(queue: QueuedFile<Place>[], change: QueueStep<Place>): QueuedFile<Place>[] {
  const only = (id: string, part: Partial<QueuedFile<Place>>) =>
    queue.map((each) => (each.id === id ? { ...each, ...part } : each));
  switch (change.step) {
    case 'add':
      return [...queue, ...change.files.map(({ id, file }) => ({ id, file, state: 'waiting' as const, share: 0 }))];
    case 'place':
      return queue.map((each) => (each.place === undefined ? { ...each, place: change.place } : each));
    case 'start':
      return only(change.id, { state: 'sending', share: 0, error: undefined });
    case 'progress':
      return only(change.id, { share: change.share });
    case 'fail':
      return only(change.id, { state: 'failed', error: change.error });
    default:
      return queue.filter(({ id }) => id !== change.id);
  }
}

/** The file that is to be sent next: one at a time, in their order. */
export function nextToSend<Place>(queue: readonly QueuedFile<Place>[]): QueuedFile<Place> | undefined {
  if (queue.some(({ state }) => state === 'sending')) return undefined;
  return queue.find(({ state, place }) => state === 'waiting' && place !== undefined);
}

/** Which of the chosen files are taken, and the key of what is wrong with the others. */
export function sortChosen(files: readonly File[], waiting: number, most: number) {
  const taken: File[] = [];
  const refused: { name: string; fault: 'emptyFile' | 'tooMany' }[] = [];
  for (const file of files) {
    if (file.size === 0) refused.push({ name: file.name, fault: 'emptyFile' });
    else if (waiting + taken.length >= most) refused.push({ name: file.name, fault: 'tooMany' });
    else taken.push(file);
  }
  return { taken, refused };
}

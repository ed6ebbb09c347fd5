import type { EventLog } from './event-log';

const BATCH = 500;

/**
 * Deletes events older than `before`, oldest first; notes the position before it deletes, so that no reader starts in a
 * hole. Never empties the log: the newest event keeps the sequence going. Answers how many were deleted.
 */
export async function trimLog(log: EventLog, before: Date): Promise<number> {
  const head = await log.head();
  let position = await log.trimmedThrough();
  let deleted = 0;
  for (;;) {
    const events = (await log.readAfter(position)).filter((event) => event._id < head && event.time < before);
    const last = events.slice(0, BATCH).at(-1);
    if (!last) return deleted;
    await log.meta.updateOne({ _id: 'trimmed' }, { $set: { position: last._id } }, { upsert: true });
    const result = await log.model.deleteMany({ _id: { $in: events.slice(0, BATCH).map((event) => event._id) } });
    deleted += result.deletedCount;
    position = last._id;
  }
}

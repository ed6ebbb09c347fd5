import { LRUCache } from 'lru-cache';
import type { LeadOwnershipDoc } from '../repository/models';

const KEPT = 5000;

/**
 * What commands of this process complete themselves after they wrote an ownership, so that the consumer of the own log
 * needs to do again only what a process left undone that died. Forgetting an entry costs a second look, nothing else.
 */
export class InHand {
  private readonly works = new LRUCache<string, Promise<LeadOwnershipDoc | null>>({ max: KEPT });

  /** Notes the completion of one revision; `work` answers whether everything was done. Never fails. */
  async add(doc: LeadOwnershipDoc, work: Promise<boolean>): Promise<void> {
    const done = work.then(
      (complete) => (complete ? doc : null),
      () => null,
    );
    this.works.set(key(doc._id, doc.revision), done);
    await done;
  }

  /** The ownership that a command of this process completed; waits while it is at it. Null when it is to be done here. */
  async completed(leadId: string, revision: number): Promise<LeadOwnershipDoc | null> {
    const id = key(leadId, revision);
    const done = await (this.works.get(id) ?? null);
    this.works.delete(id);
    return done;
  }
}

const key = (leadId: string, revision: number) => `${leadId}:${revision}`;

import type { WriteContext } from '@fairlead/service-kit';
import type { Allocation } from '../domain/allocation';
import type { OwnershipRepository } from '../repository/ownership-repository';
import type { FactRecorder } from './record-facts';

const PAGE = 500;

/** A lead that the state of the ledger counts for another rep than its ownership names. */
export interface LedgerDifference {
  leadId: string;
  /** Empty: nobody. */
  counted: string;
  owner: string;
}

/** Where the state of the ledger and the ownerships differ right now; some differ only because a command is under way. */
export async function compareLedger(
  ownerships: OwnershipRepository,
  state: Pick<Allocation, 'heldLeads'>,
): Promise<LedgerDifference[]> {
  const differences: LedgerDifference[] = [];
  const counted = new Map([...state.heldLeads].map(([leadId, { repId }]) => [leadId, repId]));
  for (let after = ''; ; ) {
    const page = await ownerships.pageOfOwned(after, PAGE);
    for (const { _id: leadId, ownerId } of page) {
      const repId = counted.get(leadId) ?? '';
      if (repId !== ownerId) differences.push({ leadId, counted: repId, owner: ownerId });
      counted.delete(leadId);
    }
    after = page.at(-1)?._id ?? '';
    if (page.length < PAGE) break;
  }
  for (const [leadId, repId] of counted) differences.push({ leadId, counted: repId, owner: '' });
  return differences;
}

/**
 * Records what a process left out that died, or that knew no ledger yet (an upgrade). Only leads that already differed in
 * the round before and whose ownership has not changed since are recorded: everything else is under way.
 */
export class LedgerMending {
  private before = new Map<string, number>();

  constructor(
    private readonly ownerships: OwnershipRepository,
    private readonly facts: FactRecorder,
  ) {}

  async round(state: Pick<Allocation, 'heldLeads'>, context: WriteContext): Promise<number> {
    const found = await compareLedger(this.ownerships, state);
    const docs = await this.ownerships.findMany(found.map(({ leadId }) => leadId));
    const lasting = docs.filter((doc) => this.before.get(doc._id) === doc.revision);
    for (const doc of lasting) await this.facts.held(doc, 'present', context.now);
    this.before = new Map(docs.map((doc) => [doc._id, doc.revision]));
    return lasting.length;
  }
}

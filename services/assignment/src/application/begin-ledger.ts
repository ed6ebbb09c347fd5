import type { Ledger } from '../repository/ledger';
import type { OwnershipRepository } from '../repository/ownership-repository';
import type { Allocator } from './allocator';
import type { FactRecorder, FactSources } from './record-facts';

const PAGE = 500;
const BEGUN = 'begun';

/**
 * Brings what is there into a ledger that has not begun: an installation from before it, or a new one. It may be broken off
 * and run again, also by two processes at a time: each matter is recorded once.
 */
export async function beginLedger(
  sources: Pick<FactSources, 'teams' | 'reps' | 'ruleSets'> & { ownerships: OwnershipRepository; ledger: Ledger },
  facts: FactRecorder,
  allocator: Allocator,
): Promise<void> {
  if ((await sources.ledger.byKeys([BEGUN])).length > 0) return;
  for (let after = ''; ; ) {
    const page = await sources.teams.page(after, PAGE);
    await Promise.all(page.map(({ _id }) => facts.team(_id)));
    after = page.at(-1)?._id ?? '';
    if (page.length < PAGE) break;
  }
  for (let after = ''; ; ) {
    const page = await sources.reps.page('', after, PAGE);
    await Promise.all(page.map(({ _id }) => facts.rep(_id)));
    after = page.at(-1)?._id ?? '';
    if (page.length < PAGE) break;
  }
  await facts.published();
  for (let after = ''; ; ) {
    const page = await sources.ownerships.pageOfOwned(after, PAGE);
    await Promise.all(page.map((ownership) => facts.held(ownership, 'present', new Date())));
    after = page.at(-1)?._id ?? '';
    if (page.length < PAGE) break;
  }
  await allocator.record({ kind: 'begun', key: BEGUN, time: new Date() });
}

import type { HandoverReceiver } from '../domain/handover';
import { choose, type ReceiverPlan } from '../domain/handover-plan';
import type { LeadOwnershipDoc } from '../repository/models';
import type { HandoverDeps, WorkCount } from './handover-deps';
import { planFacts } from './handover-facts';
import { countAll, countEach } from './handover-work';

const PAGE = 500;
/** At most 10,000 customers are looked at. */
const MAX_PAGES = 20;

export interface PreviewItem {
  leadId: string;
  openLead: boolean;
  toRepId: string;
  skipReason: string;
  work: WorkCount[];
}

export interface Preview {
  openLeads: number;
  customers: number;
  work: WorkCount[];
  receivers: HandoverReceiver[];
  withoutReceiver: number;
  items: PreviewItem[];
  /** There are more after the last item. */
  more: boolean;
}

/** What would go to whom right now. */
export async function previewHandover(
  deps: HandoverDeps,
  leaver: { repId: string; teamId: string; teamPath: string[] },
  plan: ReceiverPlan,
  page: { after: string; size: number },
  now: Date,
): Promise<Preview> {
  const owned = await everythingOf(deps, leaver.repId);
  const facts = await planFacts(deps, leaver, plan, new Map(), now);
  const chosen = choose(
    plan,
    owned.map(({ _id, closedAs }) => ({ leadId: _id, openLead: closedAs === '' })),
    facts,
  );
  const receivers = new Map<string, HandoverReceiver>();
  for (const { item, choice } of chosen) {
    if (!('repId' in choice)) continue;
    const receiver = receivers.get(choice.repId) ?? { repId: choice.repId, leads: 0, customers: 0 };
    receiver[item.openLead ? 'leads' : 'customers'] += 1;
    receivers.set(choice.repId, receiver);
  }
  const rest = chosen.filter(({ item }) => item.leadId > page.after);
  const shown = rest.slice(0, page.size);
  const leadIds = shown.map(({ item }) => item.leadId);
  const work = await countEach(deps.work, leaver.repId, leadIds);
  return {
    openLeads: chosen.filter(({ item }) => item.openLead).length,
    customers: chosen.filter(({ item }) => !item.openLead).length,
    work: await countAll(deps.work, leaver.repId),
    receivers: [...receivers.values()].sort((a, b) => (a.repId < b.repId ? -1 : 1)),
    withoutReceiver: chosen.filter(({ choice }) => !('repId' in choice)).length,
    items: shown.map(({ item, choice }) => ({
      ...item,
      toRepId: 'repId' in choice ? choice.repId : '',
      skipReason: 'repId' in choice ? '' : choice.refused,
      work: work.get(item.leadId) ?? [],
    })),
    more: rest.length > shown.length,
  };
}

async function everythingOf({ ownerships }: HandoverDeps, repId: string): Promise<LeadOwnershipDoc[]> {
  const found: LeadOwnershipDoc[] = [];
  for (let pages = 0, after = ''; pages < MAX_PAGES; pages += 1) {
    const page = await ownerships.pageOfOwner(repId, after, PAGE);
    found.push(...page.filter(({ cycle }) => cycle > 0));
    if (page.length < PAGE) break;
    after = page.at(-1)?._id ?? '';
  }
  return found;
}

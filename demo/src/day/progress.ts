import type { Api } from '../api';

/** How the leads stand, as an administrator sees them by the API. */
export interface Standing {
  leads: number;
  undecided: number;
  waiting: number;
  contacted: number;
  converted: number;
  pooled: number;
  openObligations: boolean;
}

interface CustomerView {
  stage: string;
  state: string;
  ownership?: { ownerId: string; poolId: string };
}

/** Reads all leads (a few pages) and whether any first contact is still due. */
export async function readStanding(admin: Api): Promise<Standing> {
  const all: CustomerView[] = [];
  for (let token = ''; ; ) {
    const query = `pageSize=200&orderBy=display_name${token ? `&pageToken=${encodeURIComponent(token)}` : ''}`;
    const page = await admin.get<{ customers: CustomerView[]; nextPageToken: string }>(`/customers?${query}`);
    all.push(...page.customers);
    token = page.nextPageToken;
    if (!token) break;
  }
  const open = await admin.get<{ obligations: unknown[] }>('/obligations?openOnly=true&kind=first_contact&pageSize=1');
  const count = (test: (lead: CustomerView) => boolean) => all.filter(test).length;
  const converted = (lead: CustomerView) => lead.state === 'CUSTOMER_STATE_CUSTOMER';
  const contacted = (lead: CustomerView) => !converted(lead) && lead.stage !== 'STAGE_LEAD';
  return {
    leads: all.length,
    undecided: count((lead) => !lead.ownership),
    waiting: count((lead) => Boolean(lead.ownership?.ownerId) && !converted(lead) && !contacted(lead)),
    contacted: count(contacted),
    converted: count(converted),
    pooled: count((lead) => Boolean(lead.ownership?.poolId) && !converted(lead) && !contacted(lead)),
    openObligations: open.obligations.length > 0,
  };
}

/** One line that shows where the day is. */
export const progressLine = (seconds: number, expected: number, standing: Standing): string =>
  `${String(seconds).padStart(4)} s  leads ${standing.leads}/${expected}  waiting ${standing.waiting}  ` +
  `contacted ${standing.contacted}  converted ${standing.converted}  in pools ${standing.pooled}`;

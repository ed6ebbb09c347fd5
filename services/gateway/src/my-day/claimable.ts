import { decodePageToken, encodePageToken } from '@fairlead/service-kit';
import type { CallOptions } from 'nice-grpc';
import type { Caller } from '../auth/authenticate';
import type { Clients } from '../clients';
import { type ClaimableLead, toClaimable } from './items';

interface ClaimableRequest {
  clients: Pick<Clients, 'pools' | 'customers'>;
  caller: Caller;
  options: CallOptions;
}

/** Leads in the pools that the caller may see: pool by pool, longest waiting first. */
export async function readClaimable(
  { clients, caller, options }: ClaimableRequest,
  page: { pageSize: number; pageToken: string },
  now: Date,
): Promise<{ items: ClaimableLead[]; nextPageToken: string }> {
  const { principal } = caller;
  const binding = ['my-day', 'claimable', principal.sub];
  const [startPool = '', startToken = ''] = decodePageToken(binding, page.pageToken, ['text', 'text']) ?? [];
  const { pools } = await clients.pools.listPools({}, options);
  const waiting = pools
    .filter((pool) => pool.leadCount > 0 && pool.id >= startPool)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const leads = [];
  let nextPageToken = '';
  for (const pool of waiting) {
    const size = page.pageSize - leads.length;
    const next = (token: string) => encodePageToken(binding, [pool.id, token]);
    if (size === 0) {
      nextPageToken = next('');
      break;
    }
    const pageToken = pool.id === startPool ? startToken : '';
    const found = await clients.pools.listPoolLeads({ poolId: pool.id, pageSize: size, pageToken }, options);
    leads.push(...found.leads);
    if (found.nextPageToken !== '') {
      nextPageToken = next(found.nextPageToken);
      break;
    }
  }
  const customerIds = leads.map(({ leadId }) => leadId);
  const { customers } = await clients.customers.batchGetCustomers({ customerIds }, options);
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const items = leads.map((lead) => toClaimable(lead, byId.get(lead.leadId), principal.rep, now));
  return { items, nextPageToken };
}

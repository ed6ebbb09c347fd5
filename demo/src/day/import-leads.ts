import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../api';
import { stableUuid } from '../chance';
import type { LeadInput } from '../company/lead-input';

const PARALLEL = 4;

/** Creates the leads by the public API, spread over the given time; sent again, each is the same lead. */
export async function importLeads(
  api: Api,
  leads: LeadInput[],
  overMs: number,
  onCreated: (lead: LeadInput) => void,
): Promise<void> {
  const started = Date.now();
  const queue = leads.map((lead, index) => ({ lead, at: started + (overMs * index) / leads.length }));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await sleep(Math.max(0, next.at - Date.now()));
      await api.post('/leads', next.lead, stableUuid('lead', next.lead.externalRef));
      onCreated(next.lead);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

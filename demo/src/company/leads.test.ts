import { demoLeads } from './leads';
import { reps } from './organization';

/** Promise: the whole sample is there, nothing of it lost on the way. */
describe('the demo company', () => {
  it('has 91 customers of the sample and thirty Chinese leads, each with a name of its own', () => {
    const leads = demoLeads();
    expect(leads.filter((lead) => lead.externalRef.startsWith('NW-'))).toHaveLength(91);
    expect(leads.filter((lead) => /^\p{Script=Han}+$/u.test(lead.displayName))).toHaveLength(30);
    expect(new Set(leads.map((lead) => lead.externalRef)).size).toBe(121);
  });

  it('keeps every phone number: as a number, or beside the address where the plan changed since', () => {
    for (const lead of demoLeads()) expect(lead.phone ?? lead.address).toMatch(/\d{2}/);
  });

  it('has nine employees under one head', () => {
    const all = reps();
    expect(all).toHaveLength(9);
    expect(new Set(all.map((rep) => rep.id)).size).toBe(9);
  });
});

import { workingTimeBetween } from '@fairlead/service-kit';
import { OFFICE } from './assumptions';
import type { ComplaintRun } from './complaints';
import { contactedWithin, type LeadRun } from './leads';
import { HOUR_MS, hoursBetween } from './working-hours';

/** A row of the comparison: what, and how it came out without the ladder and with it. */
export interface Figure {
  what: string;
  value: number;
  unit: '%' | 'h' | '';
}

/** The value below which so much of them lies; NaN without any. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

const share = (count: number, all: number): number => (all === 0 ? Number.NaN : (100 * count) / all);

function loadOf(persons: readonly string[], of: readonly { id: string; hours?: number }[]): [number, number] {
  const sums = persons.map((person) => of.filter(({ id }) => id === person).length);
  return [Math.min(...sums), Math.max(...sums)];
}

export function leadFigures({ leads }: LeadRun, reps: readonly string[]): Figure[] {
  const lost = leads.filter((lead) => lead.lost);
  const [least, most] = loadOf(
    reps,
    leads.map(({ repId }) => ({ id: repId })),
  );
  return [
    { what: 'leads', value: leads.length, unit: '' },
    {
      what: 'contacted within 24 hours',
      value: share(leads.filter((lead) => contactedWithin(lead, 24)).length, leads.length),
      unit: '%',
    },
    {
      what: 'never contacted',
      value: share(leads.filter(({ contact }) => !contact).length, leads.length),
      unit: '%',
    },
    { what: 'lost', value: share(lost.length, leads.length), unit: '%' },
    {
      what: 'of the lost: contacted after 24 hours or never',
      value: share(lost.filter((lead) => !contactedWithin(lead, 24)).length, lost.length),
      unit: '%',
    },
    { what: 'given to another rep on the way', value: leads.filter(({ cycles }) => cycles > 1).length, unit: '' },
    { what: 'leads of the rep with fewest', value: least, unit: '' },
    { what: 'leads of the rep with most', value: most, unit: '' },
  ];
}

export function complaintFigures({ complaints }: ComplaintRun, agents: readonly string[]): Figure[] {
  const times = (of: 'response' | 'resolved') =>
    complaints.flatMap((complaint) => {
      const time = complaint[of];
      return time ? [hoursBetween(complaint.arrival, time)] : [];
    });
  const worked = complaints.flatMap(({ arrival, resolved, waited }) =>
    resolved ? [workingTimeBetween(arrival, resolved, OFFICE, waited) / HOUR_MS] : [],
  );
  const [responses, resolutions] = [times('response'), times('resolved')];
  const [least, most] = loadOf(
    agents,
    complaints.map(({ agentId }) => ({ id: agentId })),
  );
  const within = (hours: number) => share(resolutions.filter((each) => each <= hours).length, complaints.length);
  return [
    { what: 'complaints', value: complaints.length, unit: '' },
    { what: 'first response, median', value: quantile(responses, 0.5), unit: 'h' },
    { what: 'resolution, median', value: quantile(resolutions, 0.5), unit: 'h' },
    { what: 'resolution, 95 %', value: quantile(resolutions, 0.95), unit: 'h' },
    { what: 'the same in office hours, customer’s time left out: median', value: quantile(worked, 0.5), unit: 'h' },
    { what: 'and 95 %', value: quantile(worked, 0.95), unit: 'h' },
    { what: 'resolved within 8 hours', value: within(8), unit: '%' },
    { what: 'resolved within 72 hours', value: within(72), unit: '%' },
    { what: 'not resolved', value: complaints.length - resolutions.length, unit: '' },
    { what: 'complaints of the agent with fewest', value: least, unit: '' },
    { what: 'complaints of the agent with most', value: most, unit: '' },
  ];
}

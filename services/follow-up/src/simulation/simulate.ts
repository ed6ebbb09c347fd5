import { ASSUMPTIONS, type Assumptions } from './assumptions';
import { type ComplaintRun, runComplaints } from './complaints';
import { complaintFigures, leadFigures } from './figures';
import { FIRST_CONTACT, type LeadRun, runLeads } from './leads';
import { peopleOf } from './people';
import { assumed, comparison } from './report';

export interface Simulated {
  leads: LeadRun;
  complaints: ComplaintRun;
}

/** A year with the ladder or without it. */
export function simulateYear(assumptions: Assumptions, seed: number, ladder: boolean): Simulated {
  return {
    leads: runLeads(assumptions, peopleOf('rep', assumptions.reps, assumptions, seed), seed, ladder),
    complaints: runComplaints(assumptions, peopleOf('agent', assumptions.agents, assumptions, seed), seed, ladder),
  };
}

/** The whole output: seed, assumptions, both comparisons. */
export function simulationReport(seed: number, assumptions: Assumptions = ASSUMPTIONS): string {
  const [without, withIt] = [simulateYear(assumptions, seed, false), simulateYear(assumptions, seed, true)];
  const reps = peopleOf('rep', assumptions.reps, assumptions, seed).map(({ id }) => id);
  const agents = peopleOf('agent', assumptions.agents, assumptions, seed).map(({ id }) => id);
  const { durationMs, graceMs } = FIRST_CONTACT;
  return [
    `Simulation of ${assumptions.from} to ${assumptions.to}, seed ${seed}. Nothing here is measured: it is what the rules do`,
    'if people and customers behave like this (docs/simulation.md says why these values):',
    ...assumed(assumptions),
    `  first contact: ${durationMs / 3_600_000} working hours, then ${graceMs / 3_600_000} until the pool; complaints: the policies of the start`,
    '',
    comparison('Leads', leadFigures(without.leads, reps), leadFigures(withIt.leads, reps)),
    comparison('Complaints', complaintFigures(without.complaints, agents), complaintFigures(withIt.complaints, agents)),
  ].join('\n');
}

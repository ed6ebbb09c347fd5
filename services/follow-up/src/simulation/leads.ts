import { followup as proto } from '@fairlead/proto';
import { FIRST_CONTACT_KIND } from '../domain/clock-kinds';
import type { ClockTerms } from '../domain/clock-policy';
import { BREACH, RECYCLE } from '../domain/levels';
import type { Obligation } from '../domain/obligation';
import { Agenda } from './agenda';
import { arrivals } from './arrivals';
import type { Assumptions, LeadAssumptions } from './assumptions';
import { SimulatedClock } from './clock';
import { Draws } from './draws';
import { isAway, type Person } from './people';
import { HOUR_MS, hoursAfter, hoursBetween, workingHoursAfter } from './working-hours';

const { OBLIGATION_STATE_FULFILLED, OBLIGATION_STATE_RECYCLED } = proto.ObligationState;

/** One working day, reminders on the way, half a day of grace until the lead goes back to the pool. */
export const FIRST_CONTACT: ClockTerms = {
  kind: FIRST_CONTACT_KIND,
  durationMs: 7.5 * HOUR_MS,
  reminderFractions: [0.5, 0.8],
  graceMs: 4 * HOUR_MS,
};

/** What became of a lead. */
export interface LeadOutcome {
  arrival: Date;
  /** Unset: nobody ever contacted the customer. */
  contact?: Date;
  /** The customer bought elsewhere before, or would not have bought anyway. */
  lost: boolean;
  repId: string;
  cycles: number;
}

export interface LeadRun {
  leads: LeadOutcome[];
  /** Clocks as they ended, with when the contact was made; none without the ladder. */
  clocks: { obligation: Obligation; contact?: Date }[];
}

/** A year of leads. Arrivals, diligence and absence are the same with the ladder and without it. */
export function runLeads(assumptions: Assumptions, reps: Person[], seed: number, ladder: boolean): LeadRun {
  const { leads: terms } = assumptions;
  const agenda = new Agenda();
  const run: LeadRun = { leads: [], clocks: [] };
  const diligence = new Map(reps.map(({ id }) => [id, new Draws(seed, 'diligence', id).between(terms.diligence)]));
  const turns = { next: 0 };
  arrivals('leads', terms.perYear, terms.outside, assumptions, seed).forEach((arrival, index) => {
    agenda.at(arrival, () => {
      const lead: LeadOutcome = { arrival, lost: false, repId: '', cycles: 0 };
      run.leads.push(lead);
      const draws = new Draws(seed, 'lead', index);
      const patience = hoursAfter(arrival, draws.varying(terms.patience));
      const lostAnyway = draws.happens(terms.lostAnyway);
      agenda.at(patience, (now) => {
        lead.lost ||= !lead.contact || lead.contact > now;
      });
      lead.lost = lostAnyway;
      const world = { agenda, run, terms, reps, diligence, seed, ladder };
      workOn(world, lead, index, nextRep(reps, arrival, turns), arrival);
    });
  });
  agenda.run();
  return run;
}

interface World {
  agenda: Agenda;
  run: LeadRun;
  terms: LeadAssumptions;
  reps: Person[];
  diligence: Map<string, number>;
  seed: number;
  ladder: boolean;
}

/** One cycle: the rep takes it up by itself, or is made to, or it goes on to somebody else. */
function workOn(world: World, lead: LeadOutcome, index: number, rep: Person, from: Date): void {
  const { agenda, run, terms, seed, ladder } = world;
  lead.cycles += 1;
  lead.repId = rep.id;
  const draws = new Draws(seed, 'lead', index, 'cycle', lead.cycles);
  const prompt = draws.happens(world.diligence.get(rep.id) ?? 0);
  const delay = draws.varying(prompt ? terms.prompt : terms.putOff);
  const forgotten = !prompt && draws.happens(terms.forgotten);
  let clock: SimulatedClock | undefined;
  let over = false;
  const contact = (now: Date) => {
    if (over || lead.contact) return;
    over = true;
    lead.contact = now;
    clock?.end(OBLIGATION_STATE_FULFILLED, now);
  };
  const actSoon = (now: Date) => agenda.at(workingHoursAfter(now, draws.varying(terms.reaction), rep.leave), contact);
  if (!forgotten) agenda.at(workingHoursAfter(from, delay, rep.leave), contact);
  if (!ladder) return;
  const subject = { kind: FIRST_CONTACT_KIND, subject: `lead-${index}`, cycle: lead.cycles, ownerId: rep.id };
  clock = new SimulatedClock(agenda, subject, FIRST_CONTACT, from, rep.leave, (levelId, now) => {
    if (levelId === RECYCLE) {
      over = true;
      clock?.end(OBLIGATION_STATE_RECYCLED, now);
      const claimed = workingHoursAfter(now, draws.varying(terms.claim));
      agenda.at(claimed, (at) => workOn(world, lead, index, claimer(world, rep, draws, at), at));
    } else if (draws.happens(levelId === BREACH ? terms.supervised : terms.reminded)) {
      actSoon(now);
    }
  });
  const kept = clock;
  // The record of the clock is read when everything is over.
  run.clocks.push({
    get obligation() {
      return kept.obligation;
    },
    get contact() {
      return kept.obligation.state === OBLIGATION_STATE_FULFILLED ? kept.obligation.closeTime : undefined;
    },
  });
}

/** Whose turn it is of those who are there; everybody's when nobody is. */
function nextRep(reps: Person[], at: Date, turns: { next: number }): Person {
  for (let tried = 0; tried < reps.length; tried += 1) {
    const rep = reps[turns.next % reps.length] as Person;
    turns.next += 1;
    if (!isAway(rep, at)) return rep;
  }
  return reps[turns.next % reps.length] as Person;
}

/** Who takes a lead out of the pool: somebody who is there, not the former owner. */
function claimer({ reps }: World, former: Person, draws: Draws, at: Date): Person {
  const there = reps.filter((rep) => rep !== former && !isAway(rep, at));
  return there[Math.floor(draws.part() * there.length)] ?? former;
}

/** Whether the customer was contacted within so many hours around the clock. */
export const contactedWithin = ({ arrival, contact }: LeadOutcome, hours: number): boolean =>
  contact !== undefined && hoursBetween(arrival, contact) <= hours;

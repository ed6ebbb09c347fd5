import { followup as proto } from '@fairlead/proto';
import type { Change, Interval } from '@fairlead/service-kit';
import { BUILT_IN_POLICIES } from '../domain/built-in-policies';
import { type Case, openCase } from '../domain/case';
import {
  type AssignHow,
  assignCase,
  continueCase,
  resolveCase,
  respondToCase,
  waitForCustomer,
} from '../domain/case-commands';
import { type Agent, chooseAgent, SERVICE_SKILL } from '../domain/case-dispatch';
import { FIRST_RESPONSE_KIND, RESOLUTION_KIND } from '../domain/clock-kinds';
import type { ClockTerms } from '../domain/clock-policy';
import { BREACH, escalationIndex } from '../domain/levels';
import type { Obligation } from '../domain/obligation';
import { Agenda } from './agenda';
import { arrivals } from './arrivals';
import type { Assumptions, ComplaintAssumptions } from './assumptions';
import { SimulatedClock } from './clock';
import { Desk } from './desk';
import { Draws } from './draws';
import { isAway, type Person } from './people';
import { hoursAfter, workingHoursAfter } from './working-hours';

const { OBLIGATION_STATE_FULFILLED } = proto.ObligationState;
const RESPONSE = BUILT_IN_POLICIES['complaint-response'] as ClockTerms;
const RESOLUTION = BUILT_IN_POLICIES['complaint-resolution'] as ClockTerms;
const AFTER = { objectionMs: 0, surveyReminderMs: 0 };

/** What became of a complaint. */
export interface ComplaintOutcome {
  arrival: Date;
  response?: Date;
  resolved?: Date;
  /** While the customer had to do something. */
  waited: Interval[];
  agentId: string;
  /** Working hours spent on it. */
  effort: number;
}

export interface ComplaintRun {
  complaints: ComplaintOutcome[];
  clocks: { obligation: Obligation }[];
}

/** A year of complaints. Arrivals, effort, diligence and absence are the same with the ladder and without it. */
export function runComplaints(assumptions: Assumptions, agents: Person[], seed: number, ladder: boolean): ComplaintRun {
  const { complaints: terms } = assumptions;
  const agenda = new Agenda();
  const run: ComplaintRun = { complaints: [], clocks: [] };
  const desks = agents.map((person) => new Desk(agenda, person));
  const turns = { next: 0 };
  arrivals('complaints', terms.perYear, assumptions.leads.outside, assumptions, seed).forEach((arrival, index) => {
    const complaint = { agenda, run, terms, desks, turns, ladder, draws: new Draws(seed, 'complaint', index) };
    agenda.at(arrival, (now) => new Complaint(complaint, index, now).begin());
  });
  agenda.run();
  return run;
}

interface World {
  agenda: Agenda;
  run: ComplaintRun;
  terms: ComplaintAssumptions;
  desks: Desk[];
  turns: { next: number };
  ladder: boolean;
  draws: Draws;
}

/** One complaint on its way, by the rules of the domain. */
class Complaint {
  private found: Case;
  private readonly outcome: ComplaintOutcome;
  private readonly clocks: SimulatedClock[] = [];
  private begun = false;
  private desk?: Desk;
  // All draws are made at once, so that both arms have the same.
  private readonly manualDispatch: number;
  private readonly start: number;
  private readonly isForgotten: boolean;
  private readonly callsAgain: number;
  private readonly asksBack: boolean;
  private readonly answer: number;

  constructor(
    private readonly world: World,
    private readonly index: number,
    now: Date,
  ) {
    const { draws, terms, run } = world;
    this.manualDispatch = draws.varying(terms.manualDispatch);
    this.start = draws.varying(terms.start);
    this.isForgotten = draws.happens(terms.forgotten);
    this.callsAgain = draws.varying(terms.callsAgain);
    this.asksBack = draws.happens(terms.asksBack);
    this.answer = draws.varying(terms.answer);
    this.outcome = { arrival: now, agentId: '', waited: [], effort: draws.varying(terms.effort) };
    run.complaints.push(this.outcome);
    this.found = openCase(`complaint-${index}`, OPENING, now).state;
  }

  begin(): void {
    const { agenda, ladder } = this.world;
    const { arrival } = this.outcome;
    if (!ladder) {
      agenda.at(workingHoursAfter(arrival, this.manualDispatch), (now) => this.give(this.nextDesk(), now));
      return;
    }
    this.give(this.dispatched(arrival), arrival);
    this.watch(FIRST_RESPONSE_KIND, RESPONSE);
    this.watch(RESOLUTION_KIND, RESOLUTION);
  }

  /** An agent has it, and begins with it by itself sooner or later. */
  private give(desk: Desk, now: Date): void {
    const { agenda } = this.world;
    this.hold(desk, 'dispatched');
    const begins = this.isForgotten
      ? hoursAfter(now, this.callsAgain)
      : workingHoursAfter(now, this.start, desk.person.leave);
    agenda.at(begins, (at) => this.takeUp(at, false));
  }

  /** The agent puts it on the desk; what the ladder brought there comes first. */
  private takeUp(now: Date, urgent: boolean): void {
    if (this.begun) {
      if (urgent) this.desk?.hurry(this.id);
      return;
    }
    this.begun = true;
    this.desk?.put({ id: this.id, hours: this.outcome.effort, urgent, begin: this.respond, end: this.finish }, now);
  }

  private readonly respond = (now: Date): void => {
    if (this.found.responseTime) return;
    this.outcome.response = now;
    this.apply(respondToCase(this.id, this.found, now));
    this.clocks[0]?.end(OBLIGATION_STATE_FULFILLED, now);
  };

  /** Done, unless the customer has to answer something first. */
  private readonly finish = (now: Date): void => {
    if (!this.asksBack) {
      this.resolve(now);
      return;
    }
    const until = hoursAfter(now, this.answer);
    this.apply(waitForCustomer(this.id, this.found, until, 'question', now));
    this.outcome.waited.push({ from: now, to: until });
    this.clocks[1]?.pause(now, until);
    this.world.agenda.at(until, (at) => {
      this.apply(continueCase(this.id, this.found, 'contact', at));
      this.world.agenda.at(workingHoursAfter(at, 0.25, this.desk?.person.leave), (end) => this.resolve(end));
    });
  };

  private resolve(now: Date): void {
    this.outcome.resolved = now;
    if (this.desk) this.desk.open -= 1;
    this.apply(resolveCase(this.id, this.found, 'done', AFTER, '', now));
    this.clocks[1]?.end(OBLIGATION_STATE_FULFILLED, now);
  }

  private watch(kind: string, terms: ClockTerms): void {
    const { agenda, run } = this.world;
    const subject = { kind, subject: this.id, cycle: 1, ownerId: this.outcome.agentId };
    const clock = new SimulatedClock(agenda, subject, terms, this.outcome.arrival, [], (level, now) =>
      this.onLevel(level, now),
    );
    this.clocks.push(clock);
    run.clocks.push({
      get obligation() {
        return clock.obligation;
      },
    });
  }

  /** Whoever is told may see to it that the agent begins. */
  private onLevel(levelId: string, now: Date): void {
    const { agenda, draws, terms } = this.world;
    if (!draws.happens(shareOf(levelId, terms))) return;
    const reaction = draws.varying(terms.reaction);
    const above = levelId === BREACH || escalationIndex(levelId) >= 0;
    // An agent who is away is told in vain; somebody above gives it to who is there.
    const leave = above ? [] : this.desk?.person.leave;
    agenda.at(workingHoursAfter(now, reaction, leave), (at) => {
      if (above && !this.begun && this.desk && isAway(this.desk.person, at)) this.hold(this.dispatched(at), 'assigned');
      this.takeUp(at, true);
    });
  }

  private hold(desk: Desk, how: AssignHow): void {
    if (this.desk) this.desk.open -= 1;
    desk.open += 1;
    this.desk = desk;
    const { id: repId } = desk.person;
    this.outcome.agentId = repId;
    this.apply(assignCase(this.id, this.found, { repId, teamId: 'service', teamPath: ['service'] }, how));
  }

  private dispatched(now: Date): Desk {
    const { desks } = this.world;
    const agents = desks.map(({ person, open }) => agentOf(person, open, now));
    const chosen = chooseAgent(agents, { skill: '', customerTeamId: 'service' });
    return desks.find(({ person }) => person.id === chosen?.agent.repId) ?? this.nextDesk();
  }

  /** Whoever hands complaints on by hand takes turns, and does not know who is away. */
  private nextDesk(): Desk {
    const { desks, turns } = this.world;
    turns.next += 1;
    return desks[turns.next % desks.length] as Desk;
  }

  private get id(): string {
    return `complaint-${this.index}`;
  }

  private apply(change: Change<Case> | null): void {
    if (change) this.found = { ...this.found, ...change.set };
  }
}

const OPENING = {
  kind: proto.CaseKind.CASE_KIND_COMPLAINT,
  customerId: 'customer',
  subjectLine: 'complaint',
  description: '',
  channel: proto.CaseChannel.CASE_CHANNEL_PHONE,
  priority: proto.CasePriority.CASE_PRIORITY_NORMAL,
  productRef: '',
  orderRef: '',
  skill: '',
  requester: '',
  ownerId: '',
  customerTeamId: 'service',
  customerTeamPath: ['service'],
  ownershipRevision: 0,
};

const agentOf = (person: Person, openCases: number, now: Date): Agent => ({
  repId: person.id,
  teamId: 'service',
  teamPath: ['service'],
  skills: [SERVICE_SKILL],
  languages: [],
  capacityWeight: 1,
  active: true,
  onLeave: isAway(person, now),
  openCases,
});

/** How likely whoever a level tells does something about it. */
function shareOf(levelId: string, { reminded, teamLead, director, executive }: ComplaintAssumptions): number {
  const step = escalationIndex(levelId);
  if (levelId === BREACH || step === 0) return teamLead;
  if (step === 1) return director;
  return step > 1 ? executive : reminded;
}

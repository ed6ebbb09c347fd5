import type { WorkCalendar } from '@fairlead/service-kit';

/**
 * What the simulation assumes of people and customers. None of it is measured: the figures are chosen to be plausible for a
 * company that sells machines, and every run prints them. Times without a word are working hours of the office.
 */
export interface Assumptions {
  /** First and last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  reps: number;
  agents: number;
  /** Days of leave of each person, in blocks, and single days of sickness. */
  leaveDays: number;
  sickDays: number;
  leads: LeadAssumptions;
  complaints: ComplaintAssumptions;
}

/** A time that varies: half of the draws lie below the median; `spread` is the standard deviation of the logarithm. */
export interface Varying {
  median: number;
  spread: number;
}

export interface LeadAssumptions {
  perYear: number;
  /** Share that arrives outside the office's hours. */
  outside: number;
  /** Diligence of each rep: share of leads that are taken up promptly; drawn evenly between these. */
  diligence: [number, number];
  prompt: Varying;
  /** Of a lead that was put off. */
  putOff: Varying;
  /** Share of the leads put off that nobody thinks of again. */
  forgotten: number;
  /** Whether an owner acts on a reminder, and how soon. */
  reminded: number;
  reaction: Varying;
  /** Whether the supervisor gets it done after the breach. */
  supervised: number;
  /** Time in the pool until somebody claims it. */
  claim: Varying;
  /** Hours around the clock after which a customer who was not contacted has bought elsewhere. */
  patience: Varying;
  /** Share that is lost whatever is done: price, need, budget. */
  lostAnyway: number;
}

export interface ComplaintAssumptions {
  perYear: number;
  /** Time until somebody hands a complaint on by hand. */
  manualDispatch: Varying;
  /** Time until an agent begins with it by itself. */
  start: Varying;
  /** Share that lies until the customer calls again, and after how many hours around the clock that is. */
  forgotten: number;
  callsAgain: Varying;
  /** Work on it. */
  effort: Varying;
  /** Share in which the customer has to answer something, and how many hours around the clock that takes. */
  asksBack: number;
  answer: Varying;
  /** Whether the agent acts on a reminder, the team lead after the breach, the director, the executive. */
  reminded: number;
  teamLead: number;
  director: number;
  executive: number;
  reaction: Varying;
}

export const OFFICE: WorkCalendar = {
  id: 'office',
  timeZone: 'Asia/Shanghai',
  weekly: Object.fromEntries(
    [1, 2, 3, 4, 5].map((day) => [
      day,
      [
        { from: '09:00', to: '12:00' },
        { from: '13:30', to: '18:00' },
      ],
    ]),
  ),
  holidayRegion: 'CN',
  exceptions: [],
};

export const ASSUMPTIONS: Assumptions = {
  from: '2025-01-01',
  to: '2025-12-31',
  reps: 12,
  agents: 6,
  leaveDays: 15,
  sickDays: 5,
  leads: {
    perYear: 4000,
    outside: 0.35,
    diligence: [0.35, 0.9],
    prompt: { median: 2.5, spread: 0.9 },
    putOff: { median: 26, spread: 0.8 },
    forgotten: 0.25,
    reminded: 0.5,
    reaction: { median: 1.5, spread: 0.7 },
    supervised: 0.75,
    claim: { median: 4, spread: 0.8 },
    patience: { median: 72, spread: 1 },
    lostAnyway: 0.3,
  },
  complaints: {
    perYear: 1500,
    manualDispatch: { median: 4, spread: 0.9 },
    start: { median: 7, spread: 1.1 },
    forgotten: 0.08,
    callsAgain: { median: 96, spread: 0.5 },
    effort: { median: 1.5, spread: 0.6 },
    asksBack: 0.25,
    answer: { median: 20, spread: 0.8 },
    reminded: 0.5,
    teamLead: 0.8,
    director: 0.9,
    executive: 1,
    reaction: { median: 0.5, spread: 0.6 },
  },
};

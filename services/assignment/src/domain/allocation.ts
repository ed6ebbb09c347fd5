import { ALWAYS_OPEN, type WorkCalendar, WorkingHours } from '@fairlead/service-kit';
import type { LeadFacts } from './decide';
import type { Held, LedgerContent, LedgerDecision } from './ledger-entry';
import {
  EMPTY_LOAD,
  type Load,
  newRosterRep,
  type RepFacts,
  type Roster,
  type RosterRep,
  type TeamFacts,
} from './roster';

/** A lead that waits in a pool for a rep. */
export interface Waiting {
  leadId: string;
  cycle: number;
  /** Of the ownership. */
  revision: number;
  /** Milliseconds since 1970. */
  since: number;
  until: number;
  priority: number;
  lead: LeadFacts;
}

/** How many leads that nobody holds any more are remembered, so that late news of them is told from new ones. */
const REMEMBERED = 10_000;

/** Everything that decisions see, as the entries of the ledger make it one after the other; the same entries, the same state. */
export class Allocation implements Roster {
  version = 0;
  ruleSetVersion = 0;
  /** Grows with everything after which a waiting lead may find a rep. */
  freed = 0;
  private rulesRevision = 0;
  private readonly reps = new Map<string, RosterRep>();
  private readonly byTeam = new Map<string, RosterRep[]>();
  private readonly teams = new Map<string, TeamFacts>();
  private readonly calendars = new Map<string, { calendar: WorkCalendar; version: number; hours: WorkingHours }>();
  private readonly held = new Map<string, { repId: string; revision: number }>();
  private readonly waits = new Map<string, Waiting>();
  private readonly departed = new Map<string, number>();
  private readonly around = new WorkingHours(ALWAYS_OPEN);
  private order?: Waiting[];

  rep = (id: string) => this.reps.get(id);
  team = (id: string) => this.teams.get(id);
  holderOf = (leadId: string) => this.held.get(leadId)?.repId ?? '';
  waitingOf = (leadId: string) => this.waits.get(leadId);
  get allReps(): Iterable<RosterRep> {
    return this.reps.values();
  }
  get heldLeads(): ReadonlyMap<string, { repId: string; revision: number }> {
    return this.held;
  }

  repsOf(teamId: string): readonly RosterRep[] {
    return this.byTeam.get(teamId) ?? [];
  }

  hoursOf(teamId: string): WorkingHours {
    return this.calendars.get(this.teams.get(teamId)?.calendarId ?? '')?.hours ?? this.around;
  }

  get oldestRoot(): TeamFacts | undefined {
    let oldest: TeamFacts | undefined;
    for (const team of this.teams.values()) {
      if (team.parentId !== '') continue;
      const earlier = !oldest || team.createdAt < oldest.createdAt;
      const sameTime = oldest && team.createdAt === oldest.createdAt && team.id < oldest.id;
      if (earlier || sameTime) oldest = team;
    }
    return oldest;
  }

  /** Revision up to which the ledger knows what became of a lead; -1 when it knows nothing. */
  knownRevision(leadId: string): number {
    const { held, waits, departed } = this;
    return Math.max(held.get(leadId)?.revision ?? -1, waits.get(leadId)?.revision ?? -1, departed.get(leadId) ?? -1);
  }

  /** Waiting leads, those of the highest priority first, then the oldest. */
  get waiting(): readonly Waiting[] {
    this.order ??= [...this.waits.values()].sort(
      (a, b) => b.priority - a.priority || a.since - b.since || (a.leadId < b.leadId ? -1 : 1),
    );
    return this.order;
  }

  /** Calendars of teams that are not in the ledger: those teams work around the clock until they are. */
  get missingCalendars(): string[] {
    const named = [...this.teams.values()].map(({ calendarId }) => calendarId);
    return [...new Set(named)].filter((id) => id !== '' && !this.calendars.has(id));
  }

  /** The first instant after `at` at which leave, working hours or the day of a quota change for anybody. */
  nextChange(at: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { leaves } of this.reps.values()) {
      for (const [from, to] of leaves) {
        if (from > at) next = Math.min(next, from);
        else if (to > at) next = Math.min(next, to);
      }
    }
    for (const teamId of this.byTeam.keys()) next = Math.min(next, this.hoursOf(teamId).nextChange(at));
    for (const { lead } of this.waits.values()) {
      const barred = lead.barredUntil?.getTime() ?? 0;
      if (barred > at) next = Math.min(next, barred);
    }
    return next;
  }

  apply(entry: LedgerContent & { time: Date }): void {
    switch (entry.kind) {
      case 'rep':
        this.putRep(entry.rep);
        return;
      case 'team':
        if ((this.teams.get(entry.team.id)?.revision ?? -1) >= entry.team.revision) return;
        this.teams.set(entry.team.id, entry.team);
        this.factsChanged();
        return;
      case 'calendar': {
        const { calendar, version } = entry;
        if ((this.calendars.get(calendar.id)?.version ?? 0) >= version) return;
        this.calendars.set(calendar.id, { calendar, version, hours: new WorkingHours(calendar) });
        this.factsChanged();
        return;
      }
      case 'rules':
        if (entry.revision <= this.rulesRevision) return;
        this.rulesRevision = entry.revision;
        this.ruleSetVersion = entry.version;
        this.freed += 1;
        return;
      case 'decision':
        this.decided(entry.decision, entry.time);
        return;
      case 'held':
        this.putHeld(entry.held, entry.time);
        return;
      case 'begun':
        return;
    }
  }

  /** Applies a decision and answers how to take it back, as long as nothing else was applied since. */
  decided(decision: LedgerDecision, time: Date): () => void {
    const { leadId, ownerId, revision } = decision;
    const wait = this.waits.get(leadId);
    const former = this.held.get(leadId);
    const from = former && this.reps.get(former.repId);
    if (from) from.load.openLeads -= 1;
    this.held.delete(leadId);
    const rep = this.reps.get(ownerId);
    const before = rep && { ...rep.load };
    const waited = this.waits.delete(leadId);
    if (ownerId !== '') {
      this.held.set(leadId, { repId: ownerId, revision });
      if (rep) this.give(rep, time);
    } else if (decision.waitUntil) {
      this.waits.set(leadId, waitingFor(decision, decision.waitUntil, time));
    }
    if (waited || decision.waitUntil) this.order = undefined;
    return () => {
      this.held.delete(leadId);
      this.waits.delete(leadId);
      if (wait) this.waits.set(leadId, wait);
      if (rep && before) Object.assign(rep.load, before);
      if (former) this.held.set(leadId, former);
      if (from) from.load.openLeads += 1;
      this.order = undefined;
    };
  }

  private give(rep: RosterRep, time: Date): void {
    const { load } = rep;
    const day = this.hoursOf(rep.facts.teamId).dateOf(time.getTime());
    load.openLeads += 1;
    load.lastAssignedMs = Math.max(load.lastAssignedMs, time.getTime());
    load.givenToday = load.day === day ? load.givenToday + 1 : 1;
    load.day = day;
  }

  private putRep(facts: RepFacts): void {
    const former = this.reps.get(facts.id);
    if (former && former.facts.revision >= facts.revision) return;
    const rep = newRosterRep(facts, former?.load ?? this.emptyLoadOf(facts.id));
    this.reps.set(facts.id, rep);
    if (former) this.listOf(former.facts.teamId).splice(this.listOf(former.facts.teamId).indexOf(former), 1);
    const list = this.listOf(facts.teamId);
    list.push(rep);
    list.sort((a, b) => (a.facts.id < b.facts.id ? -1 : 1));
    this.factsChanged();
  }

  /** Leads may be held by a rep whose record comes later. */
  private emptyLoadOf(repId: string): Load {
    let openLeads = 0;
    for (const held of this.held.values()) if (held.repId === repId) openLeads += 1;
    return { ...EMPTY_LOAD, openLeads };
  }

  private listOf(teamId: string): RosterRep[] {
    const list = this.byTeam.get(teamId) ?? [];
    this.byTeam.set(teamId, list);
    return list;
  }

  private factsChanged(): void {
    this.version += 1;
    this.freed += 1;
  }

  /** News older than what is known of the lead changes nothing. */
  private putHeld({ leadId, repId, revision, cause }: Held, time: Date): void {
    if (this.knownRevision(leadId) > revision) return;
    const former = this.held.get(leadId);
    if (this.waits.delete(leadId)) this.order = undefined;
    const from = former && this.reps.get(former.repId);
    if (from) from.load.openLeads -= 1;
    if (former) this.freed += 1;
    this.departed.delete(leadId);
    if (repId === '') {
      this.held.delete(leadId);
      this.remember(leadId, revision);
      return;
    }
    this.held.set(leadId, { repId, revision });
    const to = this.reps.get(repId);
    if (!to) return;
    to.load.openLeads += 1;
    if (cause !== 'present') to.load.lastAssignedMs = Math.max(to.load.lastAssignedMs, time.getTime());
  }

  private remember(leadId: string, revision: number): void {
    this.departed.set(leadId, revision);
    if (this.departed.size <= REMEMBERED) return;
    for (const oldest of this.departed.keys()) {
      this.departed.delete(oldest);
      return;
    }
  }

  /** The state as plain data. */
  toSnapshot() {
    return {
      rules: { version: this.ruleSetVersion, revision: this.rulesRevision },
      reps: [...this.reps.values()].map(({ facts, load }) => ({ facts, load })),
      teams: [...this.teams.values()],
      calendars: [...this.calendars.values()].map(({ calendar, version }) => ({ calendar, version })),
      held: [...this.held].map(([leadId, { repId, revision }]) => [leadId, repId, revision] as const),
      waits: [...this.waits.values()],
      departed: [...this.departed],
    };
  }

  static fromSnapshot(snapshot: AllocationSnapshot): Allocation {
    const allocation = new Allocation();
    allocation.ruleSetVersion = snapshot.rules.version;
    allocation.rulesRevision = snapshot.rules.revision;
    for (const team of snapshot.teams) allocation.teams.set(team.id, team);
    for (const { calendar, version } of snapshot.calendars)
      allocation.calendars.set(calendar.id, { calendar, version, hours: new WorkingHours(calendar) });
    for (const { facts, load } of snapshot.reps) {
      const rep = newRosterRep(facts, { ...load });
      allocation.reps.set(facts.id, rep);
      allocation.listOf(facts.teamId).push(rep);
    }
    for (const list of allocation.byTeam.values()) list.sort((a, b) => (a.facts.id < b.facts.id ? -1 : 1));
    for (const [leadId, repId, revision] of snapshot.held) allocation.held.set(leadId, { repId, revision });
    for (const wait of snapshot.waits) allocation.waits.set(wait.leadId, wait);
    for (const [leadId, revision] of snapshot.departed) allocation.departed.set(leadId, revision);
    allocation.version = 1;
    return allocation;
  }
}

export type AllocationSnapshot = ReturnType<Allocation['toSnapshot']>;

const waitingFor = (decision: LedgerDecision, until: Date, time: Date): Waiting => ({
  leadId: decision.leadId,
  cycle: decision.cycle,
  revision: decision.revision,
  since: time.getTime(),
  until: until.getTime(),
  priority: decision.priority,
  lead: {
    attributes: decision.attributes,
    knownOwnerId: decision.knownOwnerId,
    barredRepId: decision.barredRepId,
    ...(decision.barredUntil ? { barredUntil: decision.barredUntil } : {}),
  },
});

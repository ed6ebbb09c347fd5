import { AppError, unavailable, type WriteContext } from '@fairlead/service-kit';
import { decide, type RepFacts } from '../domain/decide';
import { lastAssignedMs, MAX_HOLDING } from '../domain/holding';
import { giveTo, poolUndecided } from '../domain/ownership';
import { type CompiledRuleSet, compileRuleSet } from '../domain/rule-language';
import type { HoldingDoc, LeadOwnershipDoc, RepDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnershipSoon } from './push-ownership';
import { onRevision, type Reserved, RevisionMoved, reserveLead, type Take, takeReserved } from './take-lead';

const MAX_ATTEMPTS = 50;
/** Most reps that one decision looks at. */
const MAX_REPS = 5000;
const KEPT_RULE_SETS = 10;

/** Decides about new leads by the published rules. */
export class LeadDecider {
  private readonly compiled = new Map<number, CompiledRuleSet>();
  private readonly paths = new Map<string, string[]>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: OwnershipDeps) {}

  /**
   * Gives a lead that nobody decided about to a rep or a pool; false when it was decided before. UNAVAILABLE while there
   * is no team at all. Facts may change between looking and reserving: then it is decided again.
   */
  async decide(undecided: LeadOwnershipDoc, context: WriteContext): Promise<boolean> {
    const leadId = undecided._id;
    let ownership: LeadOwnershipDoc | null = undecided;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      if (!ownership || ownership.cycle > 0) return false;
      const decided = await this.attempt(ownership, context);
      if (decided) return true;
      ownership = await this.deps.ownerships.find(leadId);
    }
    throw new AppError('ABORTED', 'CONTENTION', 'The facts of the decision change too fast; try again.');
  }

  /** False when the facts changed in between. */
  private async attempt(ownership: LeadOwnershipDoc, context: WriteContext): Promise<boolean> {
    const rules = await this.publishedRules();
    const reps = await this.repsFor(rules);
    const choice = await this.inTurn(() => this.choose(ownership, rules, reps, context));
    if (!choice) return false;
    if (!('holding' in choice)) return this.pool(choice, context);
    return typeof (await takeReserved(this.deps, choice, context)) !== 'string';
  }

  /**
   * Looks at the holdings and reserves, unless a pool takes the lead; null when they changed in between. Choices of one
   * process wait for each other: side by side they would choose the same rep and start again.
   */
  private async choose(
    ownership: LeadOwnershipDoc,
    ruleSet: CompiledRuleSet,
    reps: RepDoc[],
    context: WriteContext,
  ): Promise<Take | Reserved | null> {
    const holdings = await this.deps.holdings.byRep(reps.map(({ _id }) => _id));
    const facts = reps.map((rep) => toFacts(rep, holdings.get(rep._id)));
    const verdict = decide(ruleSet, ownership, facts, context.now);
    const place = { id: verdict.teamId, path: await this.pathOf(verdict.teamId) };
    const { ownerId: repId, ruleId, reason, candidates } = verdict;
    const decision = {
      time: context.now,
      kind: 'RULES' as const,
      ruleSetVersion: ruleSet.version,
      ruleId,
      ownerId: repId,
      reason,
      candidates,
      actor: context.actor,
    };
    const limit = MAX_HOLDING;
    if (repId === '') return { ownership, repId, limit, change: poolUndecided(ownership, place, decision) };
    const change = giveTo(ownership, place, decision);
    const take = { ownership, repId, limit, seen: { holding: holdings.get(repId) }, change };
    const reserved = await reserveLead(this.deps, take, context);
    return typeof reserved === 'string' ? null : reserved;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** Paths never change, so they are read once. */
  private async pathOf(teamId: string): Promise<string[]> {
    const kept = this.paths.get(teamId);
    if (kept) return kept;
    const team = await this.deps.teams.find(teamId);
    if (!team) throw unavailable('TEAM_MISSING', `There is no team ${teamId}.`);
    this.paths.set(teamId, team.path);
    return team.path;
  }

  private async pool({ ownership, change }: Take, context: WriteContext): Promise<boolean> {
    try {
      const decide = onRevision(ownership.revision, change);
      const { doc } = await this.deps.ownerships.store.changeFrom(ownership, decide, context);
      await this.deps.inHand.add(doc, pushOwnershipSoon(this.deps, doc));
      return true;
    } catch (error) {
      if (error instanceof RevisionMoved) return false;
      throw error;
    }
  }

  /** The rules in force. Without any, the root team's pool takes every lead, so that none waits unseen. */
  private async publishedRules(): Promise<CompiledRuleSet> {
    const { version } = await this.deps.ruleSets.publication();
    const kept = this.compiled.get(version);
    if (kept) return kept;
    const ruleSet = version > 0 ? await this.deps.ruleSets.find(version) : null;
    if (!ruleSet) return this.withoutRules();
    const compiled = compileRuleSet(ruleSet);
    if (this.compiled.size >= KEPT_RULE_SETS) this.compiled.clear();
    this.compiled.set(version, compiled);
    return compiled;
  }

  private async withoutRules(): Promise<CompiledRuleSet> {
    const root = await this.deps.teams.oldestRoot();
    if (root) return { version: 0, fallbackTeamId: root._id, rules: [] };
    this.deps.logger.warn('a lead waits: there are neither published rules nor a team whose pool could take it');
    throw unavailable('NO_TEAM', 'There is no team yet.');
  }

  private async repsFor({ rules }: CompiledRuleSet): Promise<RepDoc[]> {
    const teamIds = [...new Set(rules.flatMap((rule) => rule.teamIds))];
    return teamIds.length > 0 ? this.deps.reps.ofTeams(teamIds, MAX_REPS) : [];
  }
}

const toFacts = (rep: RepDoc, holding: HoldingDoc | undefined): RepFacts => ({
  id: rep._id,
  teamId: rep.teamId,
  territories: rep.territories,
  skills: rep.skills,
  capacityWeight: rep.capacityWeight,
  active: rep.active,
  leaves: rep.leaves,
  openLeads: holding?.entries.length ?? 0,
  lastAssignedMs: holding ? lastAssignedMs(holding) : 0,
});

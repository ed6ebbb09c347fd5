import { AppError, type NewEvent, unavailable, type WriteContext } from '@fairlead/service-kit';
import { decide, type RepFacts, type Verdict } from '../domain/decide';
import { lastAssignedMs, MAX_HOLDING } from '../domain/holding';
import { giveTo, poolUndecided } from '../domain/ownership';
import { type CompiledRuleSet, compileRuleSet } from '../domain/rule-language';
import type { HoldingDoc, LeadOwnershipDoc, RepDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnershipSoon } from './push-ownership';
import { onRevision, RevisionMoved, takeLead } from './take-lead';

const MAX_ATTEMPTS = 50;
/** Most reps that one decision looks at. */
const MAX_REPS = 5000;
const KEPT_RULE_SETS = 10;

/** Decides about new leads by the published rules. */
export class LeadDecider {
  private readonly compiled = new Map<number, CompiledRuleSet>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: OwnershipDeps) {}

  /**
   * Gives a lead that nobody decided about to a rep or a pool; false when it was decided before. UNAVAILABLE while there
   * is no team at all. Facts may change between looking and reserving: then it is decided again.
   */
  async decide(leadId: string, context: WriteContext): Promise<boolean> {
    // Decisions of one process wait for each other: side by side they would choose the same rep and start again.
    const turn = this.queue.then(() => this.decideInTurn(leadId, context));
    this.queue = turn.catch(() => undefined);
    const decided = await turn;
    if (decided) await pushOwnershipSoon(this.deps, decided);
    return decided !== null;
  }

  private async decideInTurn(leadId: string, context: WriteContext): Promise<LeadOwnershipDoc | null> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const ownership = await this.deps.ownerships.find(leadId);
      if (!ownership || ownership.cycle > 0) return null;
      const written = await this.attempt(ownership, context);
      if (written) return written;
    }
    throw new AppError('ABORTED', 'CONTENTION', 'The facts of the decision change too fast; try again.');
  }

  private async attempt(ownership: LeadOwnershipDoc, context: WriteContext): Promise<LeadOwnershipDoc | null> {
    const ruleSet = await this.publishedRules();
    const { reps, holdings } = await this.factsFor(ruleSet);
    const facts = reps.map((rep) => toFacts(rep, holdings.get(rep._id)));
    const verdict = decide(ruleSet, ownership, facts, context.now);
    const team = await this.deps.teams.find(verdict.teamId);
    if (!team) throw unavailable('TEAM_MISSING', `There is no team ${verdict.teamId}.`);
    const decision = {
      time: context.now,
      kind: 'RULES' as const,
      ruleSetVersion: ruleSet.version,
      ruleId: verdict.ruleId,
      ownerId: verdict.ownerId,
      reason: verdict.reason,
      candidates: verdict.candidates,
      actor: context.actor,
    };
    const place = { id: team._id, path: team.path };
    if (verdict.ownerId === '') return this.pool(ownership, poolUndecided(ownership, place, decision), context);
    const result = await takeLead(
      this.deps,
      {
        ownership,
        repId: verdict.ownerId,
        limit: MAX_HOLDING,
        seen: seenOf(facts, verdict),
        change: giveTo(ownership, place, decision),
      },
      context,
    );
    return typeof result === 'string' ? null : result.doc;
  }

  private async pool(
    ownership: LeadOwnershipDoc,
    change: { set: object; events: NewEvent[] },
    context: WriteContext,
  ): Promise<LeadOwnershipDoc | null> {
    try {
      return (await this.deps.ownerships.store.change(ownership._id, onRevision(ownership.revision, change), context))
        .doc;
    } catch (error) {
      if (error instanceof RevisionMoved) return null;
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

  private async factsFor(ruleSet: CompiledRuleSet): Promise<{ reps: RepDoc[]; holdings: Map<string, HoldingDoc> }> {
    const teamIds = [...new Set(ruleSet.rules.flatMap((rule) => rule.teamIds))];
    const reps = teamIds.length > 0 ? await this.deps.reps.ofTeams(teamIds, MAX_REPS) : [];
    return { reps, holdings: await this.deps.holdings.byRep(reps.map(({ _id }) => _id)) };
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

function seenOf(facts: RepFacts[], verdict: Verdict): { openLeads: number; lastAssignedMs: number } | undefined {
  const chosen = facts.find(({ id }) => id === verdict.ownerId);
  return chosen && { openLeads: chosen.openLeads, lastAssignedMs: chosen.lastAssignedMs };
}

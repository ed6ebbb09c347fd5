import type { Principal } from '@fairlead/service-kit';
import { hasRole, inScope, invalidArgument, notFound, scopeOf } from '@fairlead/service-kit';
import type { Candidate } from '../domain/decision';
import { decisionKey, type LedgerEntry } from '../domain/ledger-entry';
import { candidateAt, standingOf } from '../domain/looks';
import { namesReps } from '../domain/rule-language';
import type { Balance } from '../domain/rule-set';
import type { Ledger } from '../repository/ledger';
import type { PlacedDecision } from './decision-turn';
import type { OwnershipDeps } from './ownership-deps';
import { requireTreeWriter } from './require-tree-writer';

/** Why a rep got or did not get a lead. */
export interface Explanation {
  entry: PlacedDecision;
  repId: string;
  outcome: 'CHOSEN' | 'NOT_DUE' | 'REJECTED' | 'NOT_LOOKED_AT';
  /** The rule that looked at the rep; else the one that decided. */
  ruleId: string;
  balance: Balance | null;
  own: Candidate | null;
  chosen: Candidate | null;
  rank: number;
  /** Whether the caller may see the lead. */
  visible: boolean;
  /** What the rule asks of reps, where that is the answer. */
  repCondition: string;
}

type Deps = Pick<OwnershipDeps, 'ownerships' | 'reps' | 'teams' | 'ruleSets'> & { ledger: Ledger };

/** The rep that is asked about: reps ask for themselves, managers for their tree. */
export async function repAskedAbout(deps: Deps, named: string, principal: Principal): Promise<string> {
  const repId = named || principal.rep || '';
  if (repId === '') throw invalidArgument([{ field: 'rep_id', description: 'is required when the caller is no rep' }]);
  if (repId === principal.rep || hasRole(principal, 'admin', 'operator', 'service')) return repId;
  const rep = await deps.reps.find(repId);
  if (!rep) throw invalidArgument([{ field: 'rep_id', description: 'there is no such rep' }]);
  requireTreeWriter(principal, await deps.teams.pathOf(rep.teamId));
  return repId;
}

/** NOT_FOUND also for a lead out of scope at which no rule saw the rep. */
export async function explainDecision(
  deps: Deps,
  { leadId, cycle, repId }: { leadId: string; cycle: number; repId: string },
  principal: Principal,
): Promise<Explanation> {
  const ownership = await deps.ownerships.find(leadId);
  if (!ownership || ownership.cycle === 0) throw notFound('lead', leadId);
  const entry = await decisionOf(deps.ledger, leadId, cycle, ownership.cycle);
  const explanation = entry && (await explain(deps, entry, repId, inScope(scopeOf(principal), ownership), principal));
  if (!explanation || (!explanation.visible && explanation.outcome === 'NOT_LOOKED_AT')) throw notFound('lead', leadId);
  return explanation;
}

/** A named cycle, or the newest that rules decided. Cycles begun by hand have no decision in the ledger. */
async function decisionOf(
  ledger: Ledger,
  leadId: string,
  cycle: number,
  newest: number,
): Promise<PlacedDecision | undefined> {
  const first = cycle > 0 ? cycle : Math.max(1, newest - MAX_CYCLES + 1);
  const last = cycle > 0 ? cycle : newest;
  const keys = Array.from({ length: last - first + 1 }, (_, index) => decisionKey(leadId, first + index));
  const found = (await ledger.byKeys(keys)).filter(isDecision);
  return found.sort((a, b) => b.decision.cycle - a.decision.cycle)[0];
}

/** Cycles of a lead that are looked through for the newest decision by rules. */
const MAX_CYCLES = 500;

const isDecision = (entry: LedgerEntry): entry is PlacedDecision => entry.kind === 'decision';

async function explain(
  deps: Deps,
  entry: PlacedDecision,
  repId: string,
  visible: boolean,
  principal: Principal,
): Promise<Explanation> {
  const { decision } = entry;
  const standing = standingOf(decision.looks, repId);
  const winners = decision.looks.find((look) => look.ruleId === decision.ruleId);
  const chosen = decision.ownerId !== '' && winners ? candidateAt(winners, 0) : null;
  const rules = decision.ruleSetVersion > 0 ? await deps.ruleSets.findKept(decision.ruleSetVersion) : null;
  const ruleId = standing?.candidate.ruleId ?? decision.ruleId;
  const rule = rules?.rules.find(({ id }) => id === ruleId);
  const asked = standing?.candidate.rejectedBecause === 'CONDITION' ? (rule?.repCondition ?? '') : '';
  return {
    entry,
    repId,
    outcome: outcomeOf(decision.ownerId === repId, standing),
    ruleId,
    balance: rule?.balance ?? null,
    own: standing?.candidate ?? null,
    chosen: chosen && (visible || chosen.repId === repId ? chosen : { ...chosen, repId: '' }),
    rank: standing?.rank ?? 0,
    visible,
    // Those who may read rules may read it all; a rep learns nothing of single other reps by it.
    repCondition: asked !== '' && !hasRole(principal, ...RULE_READERS) && namesReps(asked) ? '' : asked,
  };
}

const RULE_READERS = ['admin', 'manager', 'operator', 'service'] as const;

function outcomeOf(chosen: boolean, standing: { candidate: Candidate } | null): Explanation['outcome'] {
  if (chosen) return 'CHOSEN';
  if (!standing) return 'NOT_LOOKED_AT';
  return standing.candidate.rejectedBecause === '' ? 'NOT_DUE' : 'REJECTED';
}

/** Entries of the ledger that one page looks through at most. */
const LOOKED_THROUGH = 256;
const STEP = 64;

/**
 * The newest decisions before a position that looked at the rep. A page ends when it is full or enough entries were looked
 * through; `next` is where the following page goes on, 0 at the beginning of the ledger.
 */
export async function listCandidacies(
  deps: Deps,
  repId: string,
  before: number | undefined,
  size: number,
  principal: Principal,
): Promise<{ page: Explanation[]; next: number }> {
  const found: PlacedDecision[] = [];
  let at = before ?? (await deps.ledger.head()) + 1;
  const end = Math.max(1, at - LOOKED_THROUGH);
  while (at > end && found.length < size) {
    const from = Math.max(end, at - STEP);
    const entries = await deps.ledger.readAfter(from - 1, at - from);
    for (const entry of entries.reverse()) {
      if (found.length === size) break;
      at = entry._id;
      if (isDecision(entry) && standingOf(entry.decision.looks, repId)) found.push(entry);
    }
    if (entries.length === 0) break;
  }
  const leadIds = found.map(({ decision }) => decision.leadId);
  const visible = await deps.ownerships.visibleIds(leadIds, scopeOf(principal));
  const page = await Promise.all(
    found.map((entry) => explain(deps, entry, repId, visible.has(entry.decision.leadId), principal)),
  );
  return { page, next: at > 1 ? at : 0 };
}

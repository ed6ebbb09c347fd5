import { COUNTED_FOR_MS } from '../domain/claim-mark';
import { astray, type ClaimDifference, overcounted, type PoolDifference, uncounted } from '../domain/compare-holdings';
import { type Decision, decisionId } from '../domain/decision';
import { MAX_POOLS } from '../domain/pool';
import { MAX_TEAMS } from '../domain/team';
import type { DecisionDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { withDefaults } from './read-pools';
import { IN_FLIGHT_MS } from './settle-holding';

type Deps = Pick<OwnershipDeps, 'holdings' | 'ownerships' | 'decisions' | 'pools' | 'teams'>;

const PAGE = 500;
const MAX_PAGES = 200;

/** Where the counts of the day and the pools differ from the decisions and ownerships right now. */
export async function findPoolDifferences(deps: Deps, now: Date): Promise<(ClaimDifference | PoolDifference)[]> {
  return [...(await findOvercounted(deps)), ...(await findUncounted(deps, now)), ...(await findAstray(deps))];
}

async function findOvercounted(deps: Deps): Promise<ClaimDifference[]> {
  const found: ClaimDifference[] = [];
  for (let page = 0, after = ''; page < MAX_PAGES; page += 1) {
    const holdings = await deps.holdings.page(after, PAGE);
    for (const { _id: repId, claims = [] } of holdings) {
      const decisions = claims.length > 0 ? await decisionsOf(deps, claims) : new Map();
      found.push(...overcounted(repId, claims, decisions));
    }
    if (holdings.length < PAGE) break;
    after = holdings.at(-1)?._id ?? '';
  }
  return found;
}

/** The newest decision of a lead may still live in its ownership only. */
async function decisionsOf(deps: Deps, claims: { leadId: string; cycle: number }[]): Promise<Map<string, Decision>> {
  const kept = await deps.decisions.findByIds(claims.map(({ leadId, cycle }) => decisionId(leadId, cycle)));
  const present = await deps.ownerships.findMany([...new Set(claims.map(({ leadId }) => leadId))]);
  const all = [...kept, ...present.flatMap(({ decision }) => decision ?? [])];
  return new Map(all.map((decision) => [decisionId(decision.leadId, decision.cycle), decision]));
}

async function findUncounted(deps: Deps, now: Date): Promise<ClaimDifference[]> {
  const settledBefore = new Date(now.getTime() - IN_FLIGHT_MS);
  const found: ClaimDifference[] = [];
  let after: DecisionDoc | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    // A little later than the counts go back: what is forgotten this moment is no difference.
    const since = new Date(now.getTime() - COUNTED_FOR_MS + IN_FLIGHT_MS);
    const claims = await deps.decisions.claimsSince(since, after, PAGE);
    const holdings = await deps.holdings.byRep([...new Set(claims.map(({ ownerId }) => ownerId))]);
    const settled = claims.filter(({ time }) => time < settledBefore);
    found.push(...uncounted(settled, holdings));
    if (claims.length < PAGE) break;
    after = claims.at(-1);
  }
  return found;
}

async function findAstray(deps: Deps): Promise<PoolDifference[]> {
  const teams = await deps.teams.page('', MAX_TEAMS);
  const open = withDefaults(await deps.pools.open(MAX_POOLS), teams);
  const pools = new Map(open.map((pool) => [pool._id, pool]));
  const found: PoolDifference[] = [];
  for (let page = 0, after = ''; page < MAX_PAGES; page += 1) {
    const leads = await deps.ownerships.pageOfUnowned(after, PAGE);
    found.push(...astray(leads, pools));
    if (leads.length < PAGE) break;
    after = leads.at(-1)?._id ?? '';
  }
  return found;
}

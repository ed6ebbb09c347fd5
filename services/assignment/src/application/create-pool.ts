import { AppError, type CommandCall, Faults } from '@fairlead/service-kit';
import { MAX_POOLS, type Pool, type PoolTerms } from '../domain/pool';
import { createOnce } from './create-once';
import type { OwnershipDeps } from './ownership-deps';
import { requireTreeWriter } from './require-tree-writer';

export type NewPool = Omit<Pool, 'commandKey' | 'closed' | 'movedToPoolId'> & { id: string };
type Deps = Pick<OwnershipDeps, 'pools' | 'teams' | 'reps'>;

/** Creates a further pool of a team. */
export async function createPool<R>(deps: Deps, { id, ...pool }: NewPool, call: CommandCall<Pool, R>): Promise<R> {
  const { pools, teams } = deps;
  return createOnce(
    pools.store,
    (key) => pools.findByCommand(key),
    call,
    async () => {
      const team = await teams.find(pool.teamId);
      const faults = new Faults().check(team !== null, 'pool.team_id', 'there is no such team');
      await checkReps(deps, pool, faults);
      faults.throwIfAny();
      requireTreeWriter(call.caller.principal, team?.path ?? []);
      if ((await pools.countOpen(MAX_POOLS)) >= MAX_POOLS) {
        throw new AppError('RESOURCE_EXHAUSTED', 'TOO_MANY_POOLS', `There are ${MAX_POOLS} pools already.`);
      }
      const fields = ['display_name', 'regions', 'product_lines', 'terms', 'level_terms', 'takes_lost'];
      const data = { poolId: id, teamId: pool.teamId, fields };
      return {
        id,
        state: { ...pool, closed: false, movedToPoolId: '' },
        events: [{ type: 'crm.assignment.pool.updated.v1', subject: id, data }],
      };
    },
  );
}

/** Named claimers must be reps that there are. */
export async function checkReps(
  { reps }: Pick<Deps, 'reps'>,
  { terms, levelTerms }: Partial<Pick<Pool, 'terms' | 'levelTerms'>>,
  faults: Faults,
): Promise<void> {
  const named: [string, PoolTerms][] = [
    ...(terms ? [['pool.terms', terms] as [string, PoolTerms]] : []),
    ...(levelTerms ?? []).map((each, index): [string, PoolTerms] => [`pool.level_terms[${index}].terms`, each.terms]),
  ];
  const ids = [...new Set(named.flatMap(([, { claimerRepIds }]) => claimerRepIds))];
  const known = new Set((await reps.findMany(ids)).map(({ _id }) => _id));
  for (const [path, { claimerRepIds }] of named) {
    claimerRepIds.forEach((repId, index) => {
      faults.check(known.has(repId), `${path}.claimer_rep_ids[${index}]`, 'there is no such rep');
    });
  }
}

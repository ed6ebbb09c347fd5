import type { WriteContext } from '@fairlead/service-kit';
import { takenOver } from '../domain/ownership';
import type { LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';

export interface TakeOver {
  customerId: string;
  /** Empty: the pool of the team. */
  ownerId: string;
  teamId: string;
}

/** Empty fault and no ownership: it could be taken. */
export type TakenOver = { customerId: string } & ({ ownership: LeadOwnershipDoc } | { fault: string });

/**
 * Records whose customers are that were dealt with before, in few writes. Those that cannot be taken are answered with
 * the fault and nothing of them is written; a customer that has an ownership keeps it.
 */
export async function takeOverCustomers(
  deps: OwnershipDeps,
  request: { customers: TakeOver[]; withinTeamId: string; importer: string; validateOnly: boolean },
  context: WriteContext,
): Promise<TakenOver[]> {
  const { customers, withinTeamId, importer } = request;
  const targets = await readTargets(deps, customers, withinTeamId);
  const items = customers.flatMap((each) => {
    const target = targets.get(keyOf(each));
    return target && 'team' in target
      ? [{ id: each.customerId, ...takenOver(each.customerId, target, importer, context.now) }]
      : [];
  });
  if (request.validateOnly) {
    return customers.map((each) => ({ customerId: each.customerId, fault: faultOf(targets.get(keyOf(each))) }));
  }
  const created = await deps.ownerships.store.createMany(items, context);
  const written = byId(created ?? (await deps.ownerships.findMany(items.map(({ id }) => id))));
  const decisions = [...written.values()].flatMap(({ decision }) => (decision ? [decision] : []));
  await deps.decisions.keepMany(decisions, context);
  return customers.map((each) => {
    const ownership = written.get(each.customerId);
    if (ownership) return { customerId: each.customerId, ownership };
    const target = targets.get(keyOf(each));
    return {
      customerId: each.customerId,
      fault: target && 'fault' in target ? target.fault : 'could not be taken over',
    };
  });
}

type Target = { ownerId: string; team: { id: string; path: string[] } } | { fault: string };

const faultOf = (target: Target | undefined) => (target && 'fault' in target ? target.fault : '');

const keyOf = ({ ownerId, teamId }: Pick<TakeOver, 'ownerId' | 'teamId'>) =>
  ownerId === '' ? `team:${teamId}` : `rep:${ownerId}`;

const unique = (ids: string[]) => [...new Set(ids.filter((id) => id !== ''))];
const byId = <D extends { _id: string }>(docs: D[]) => new Map(docs.map((doc) => [doc._id, doc]));

/** Owners and teams are read in one go each, however many customers there are. */
async function readTargets(
  { reps, teams }: OwnershipDeps,
  customers: TakeOver[],
  withinTeamId: string,
): Promise<Map<string, Target>> {
  const wanted = new Map(customers.map((each) => [keyOf(each), each]));
  const each = [...wanted.values()];
  const repOf = byId(await reps.findMany(unique(each.map(({ ownerId }) => ownerId))));
  const teamIdOf = ({ ownerId, teamId }: TakeOver) => (ownerId === '' ? teamId : (repOf.get(ownerId)?.teamId ?? ''));
  const teamOf = byId(await teams.findMany(unique(each.map(teamIdOf))));
  const found = new Map<string, Target>();
  for (const [key, takeOver] of wanted) {
    const { ownerId, teamId } = takeOver;
    const rep = repOf.get(ownerId);
    const team = teamOf.get(teamIdOf(takeOver));
    if (ownerId !== '' && !rep) found.set(key, { fault: `there is no rep ${ownerId}` });
    else if (rep && !rep.active) found.set(key, { fault: `rep ${ownerId} is not active` });
    else if (!team) found.set(key, { fault: `there is no team ${teamId}` });
    else if (withinTeamId !== '' && !team.path.includes(withinTeamId))
      found.set(key, { fault: `${ownerId || team._id} is not within the teams of the importer` });
    else found.set(key, { ownerId, team: { id: team._id, path: team.path } });
  }
  return found;
}

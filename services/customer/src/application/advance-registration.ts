import { notFound, type WriteContext } from '@fairlead/service-kit';
import { commonTeams, openContests } from '../domain/contest';
import { advanceRegistration } from '../domain/registration';
import type { RegistrationDoc } from '../repository/registration-models';
import { changeRegistration } from './change-registration';
import { findDecider } from './find-decider';
import type { RegistrationDeps } from './registration-deps';

/** Does what is due of a registration by now, once however often it is asked. */
export async function advanceDue(id: string, context: WriteContext, deps: RegistrationDeps): Promise<RegistrationDoc> {
  const registration = await deps.registrations.store.find(id);
  if (!registration || registration.tombstone) throw notFound('registration', id);
  const deciders = new Map<string, { teamId: string; repId: string }>();
  for (const contest of openContests(registration.contests)) {
    if (contest.escalated || contest.deadline > context.now) continue;
    const teams = commonTeams(contest.registrantTeamPath, contest.contestantTeamPath);
    const above = teams.slice(teams.indexOf(contest.decidingTeamId) + 1);
    const wanted = contest.decidingTeamId === '' ? [] : above;
    deciders.set(
      contest.id,
      await findDecider(deps.organization, wanted, [contest.registrantId, contest.contestantId]),
    );
  }
  const policy = await deps.registrationPolicies.current();
  const { doc } = await changeRegistration(
    id,
    (now) =>
      advanceRegistration(id, now, policy, ({ id: contestId }) => deciders.get(contestId) ?? NOBODY, context.now),
    { context },
    deps,
  );
  return doc;
}

const NOBODY = { teamId: '', repId: '' };

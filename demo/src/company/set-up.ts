import { type Api, ApiError } from '../api';
import { stableUuid } from '../chance';
import { wallClock } from './local-time';
import { ASIA_CALENDAR, REP_ON_LEAVE, reps, TEAMS, territoriesOf } from './organization';

/** The shortened day: how long its clocks run, and when things open. */
export interface DayPlan {
  start: Date;
  /** First contact, in seconds. */
  durationSeconds: number;
  graceSeconds: number;
  /** When the team in Asia starts to work, in seconds after the start. */
  asiaOpensAfter: number;
  leave: { from: number; to: number };
}

/** Policies, calendars, teams, reps and rules, by the public API; done again it changes nothing. */
export async function setUpCompany(admin: Api, plan: DayPlan): Promise<void> {
  const at = (seconds: number) => new Date(plan.start.getTime() + seconds * 1000);
  await once(() =>
    admin.post('/calendars', asiaCalendar(at(plan.asiaOpensAfter)), stableUuid('calendar', ASIA_CALENDAR)),
  );
  await shortenPolicy(admin, plan);
  for (const { countries: _countries, managerId: _manager, ...team } of TEAMS) {
    const poolPolicy = { coolDownSeconds: '3600', holdingLimit: 60 };
    await once(() => admin.post('/teams', { ...team, poolPolicy }, stableUuid('team', team.id)));
  }
  for (const rep of reps()) {
    const { id, displayName, teamId } = rep;
    const body = {
      id,
      displayName,
      teamId,
      territories: territoriesOf(rep.employeeId),
      skills: [rep.locale],
      capacityWeight: 1,
    };
    await once(() => admin.post('/reps', body, stableUuid('rep', id)));
  }
  await appointManagers(admin);
  const leave = { from: at(plan.leave.from).toISOString(), to: at(plan.leave.to).toISOString() };
  await once(() => admin.post(`/reps/${REP_ON_LEAVE}/leaves`, leave, stableUuid('leave', REP_ON_LEAVE)));
  await publishRules(admin);
}

/** A manager is a rep, and a rep needs a team: the team comes first, its manager last. */
async function appointManagers(admin: Api): Promise<void> {
  for (const { id, managerId } of TEAMS) {
    const team = await admin.get<{ etag: string; managerId: string }>(`/teams/${id}`);
    if (team.managerId === managerId) continue;
    await admin.patch(`/teams/${id}`, { managerId }, team.etag, stableUuid('manager', id, team.etag));
  }
}

/** A second start meets what the first one made. */
async function once(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    const known = ['ALREADY_EXISTS', 'REQUEST_ID_REUSED', 'LEAVE_OVERLAPS', 'ALREADY_PUBLISHED'];
    if (!(error instanceof ApiError && known.includes(error.code))) throw error;
  }
}

/** Works around the clock from the opening on; before it, today is closed. */
function asiaCalendar(opening: Date): unknown {
  const allDay = [{ from: '00:00', to: '24:00' }];
  const zone = 'Asia/Shanghai';
  const open = wallClock(opening, zone);
  // Closed from half a day before the opening; the day before counts when the opening is just after midnight.
  const exceptions = [
    { date: wallClock(new Date(opening.getTime() - 86_400_000), zone).date, slots: [], label: 'before the demo' },
    { date: open.date, slots: [{ from: open.time, to: '24:00' }], label: 'the demo opens' },
  ];
  return {
    id: ASIA_CALENDAR,
    displayName: 'Demo day in Asia',
    timeZone: zone,
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, slots: allDay })),
    holidayRegion: 'none',
    exceptions,
  };
}

async function shortenPolicy(admin: Api, plan: DayPlan): Promise<void> {
  const policy = await admin.get<{ etag: string; duration: string }>('/clock-policies/first-contact');
  const body = {
    duration: `${plan.durationSeconds}s`,
    reminderFractions: [0.5, 0.8],
    grace: `${plan.graceSeconds}s`,
  };
  if (policy.duration === body.duration) return;
  await admin.patch(
    '/clock-policies/first-contact',
    body,
    policy.etag,
    stableUuid('policy', policy.etag, body.duration),
  );
}

async function publishRules(admin: Api): Promise<void> {
  const rules = TEAMS.filter((team) => team.countries.length > 0).map((team) => ({
    id: team.id,
    condition: `lead.country in [${team.countries.map((country) => `"${country}"`).join(', ')}]`,
    teamIds: [team.id],
    repCondition: '',
    balance: 'BALANCE_FEWEST_OPEN',
  }));
  const draft = { rules, fallbackTeamId: 'sales', description: 'Countries to teams, then the fewest open leads.' };
  const saved = await admin.post<{ version: number }>('/rule-sets', draft, stableUuid('rule-set', 'demo'));
  await once(() => admin.post(`/rule-sets/${saved.version}:publish`, {}, stableUuid('publish', saved.version)));
}

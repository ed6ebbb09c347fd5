import { readTable } from './northwind';

export interface TeamPlan {
  id: string;
  displayName: string;
  parentId: string;
  managerId: string;
  calendarId: string;
  /** Countries whose leads the team gets. */
  countries: string[];
}

/** How a rep behaves: quick ones react in time, slow ones miss most first contacts. */
export interface RepPlan {
  id: string;
  employeeId: string;
  displayName: string;
  teamId: string;
  title: string;
  manner: 'quick' | 'slow';
  roles: string[];
  locale: 'en' | 'zh';
  timeZone: string;
}

export const ASIA_CALENDAR = 'demo-asia';

const AMERICAS = ['US', 'CA', 'MX', 'BR', 'AR', 'VE'];
const ASIA = ['CN'];
const EUROPE = 'DE GB SE FR ES CH AT IT PT IE BE NO DK FI PL'.split(' ');

/** The country → team table. Northwind's manager tree (Fuller above all, Buchanan in Europe) is kept. */
export const TEAMS: TeamPlan[] = [
  { id: 'sales', displayName: 'Sales', parentId: '', managerId: 'fuller', calendarId: '', countries: [] },
  {
    id: 'americas',
    displayName: 'Americas',
    parentId: 'sales',
    managerId: 'fuller',
    calendarId: '',
    countries: AMERICAS,
  },
  { id: 'europe', displayName: 'Europe', parentId: 'sales', managerId: 'buchanan', calendarId: '', countries: EUROPE },
  {
    id: 'asia-pacific',
    displayName: 'Asia-Pacific 亚太',
    parentId: 'sales',
    managerId: 'fuller',
    calendarId: ASIA_CALENDAR,
    countries: ASIA,
  },
];

const TEAM_OF: Record<string, string> = {
  1: 'americas',
  2: 'sales',
  3: 'americas',
  4: 'americas',
  5: 'europe',
  6: 'europe',
  7: 'europe',
  8: 'asia-pacific',
  9: 'asia-pacific',
};
const SLOW = new Set(['3', '7', '9']);
const MANAGERS = new Set(['2', '5']);
const ZONE: Record<string, string> = {
  sales: 'America/Los_Angeles',
  americas: 'America/New_York',
  europe: 'Europe/London',
  'asia-pacific': 'Asia/Shanghai',
};

/** Suyama is away in the middle of the day. */
export const REP_ON_LEAVE = 'suyama';

/** Northwind's nine employees as reps. */
export const reps = (): RepPlan[] =>
  readTable('employees').map((row) => {
    const employeeId = row.employeeID ?? '';
    const teamId = TEAM_OF[employeeId] ?? 'sales';
    return {
      id: (row.lastName ?? '').toLowerCase(),
      employeeId,
      displayName: `${row.firstName} ${row.lastName}`,
      teamId,
      title: row.title ?? '',
      manner: SLOW.has(employeeId) ? 'slow' : 'quick',
      roles: MANAGERS.has(employeeId) ? ['rep', 'manager'] : ['rep'],
      locale: teamId === 'asia-pacific' ? 'zh' : 'en',
      timeZone: ZONE[teamId] ?? 'UTC',
    } satisfies RepPlan;
  });

/** Territories by name, as Northwind gives them to employees. */
export function territoriesOf(employeeId: string): string[] {
  const names = new Map(readTable('territories').map((row) => [row.territoryID, row.territoryDescription ?? '']));
  const own = readTable('employee_territories').filter((row) => row.employeeID === employeeId);
  return [...new Set(own.map((row) => names.get(row.territoryID) ?? ''))].filter(Boolean);
}

import type { User } from '../api/types';

/** A place of the console that the navigation leads to. */
export interface Place {
  /** Key of its name below `nav`, and name of its icon. */
  id: PlaceId;
  path: string;
  /** Other addresses that belong to it. */
  also?: string;
  /** Goes there after `g`. */
  letter: string;
  /** Who has it; everybody when none is named. */
  roles?: readonly string[];
}

export type PlaceId =
  | 'day'
  | 'customers'
  | 'visits'
  | 'pipeline'
  | 'pool'
  | 'orders'
  | 'registrations'
  | 'cases'
  | 'dashboard'
  | 'team'
  | 'handovers'
  | 'imports'
  | 'processes'
  | 'messages'
  | 'profile'
  // Rules and what came of them.
  | 'rules'
  | 'candidacies'
  // Where messages go besides people.
  | 'channels';

/** Everybody who works here: partners have no pool, and no figures that lead to processes. */
const STAFF = ['rep', 'manager', 'operator', 'admin'];

/** Every place, in the order of the navigation. */
export const PLACES: readonly Place[] = [
  { id: 'day', path: '/', letter: 'd' },
  { id: 'customers', path: '/customers', letter: 'c' },
  { id: 'visits', path: '/visits', letter: 'v', roles: ['rep', 'manager', 'admin', 'partner'] },
  { id: 'pipeline', path: '/pipeline', letter: 'p' },
  { id: 'pool', path: '/pool', letter: 'o', roles: STAFF },
  { id: 'orders', path: '/orders', also: '/products', letter: 'b' },
  { id: 'registrations', path: '/registrations', also: '/contests', letter: 'e' },
  { id: 'cases', path: '/cases', letter: 's', roles: STAFF },
  { id: 'dashboard', path: '/dashboard', letter: 'f', roles: STAFF },
  { id: 'team', path: '/team', letter: 't', roles: ['manager', 'admin'] },
  { id: 'handovers', path: '/handovers', letter: 'h', roles: ['rep', 'manager', 'operator', 'admin'] },
  { id: 'rules', path: '/rules', letter: 'a', roles: ['manager', 'operator', 'admin'] },
  { id: 'candidacies', path: '/candidacies', letter: 'y', roles: ['rep', 'manager', 'operator', 'admin'] },
  { id: 'imports', path: '/imports', letter: 'i', roles: ['rep', 'manager', 'admin'] },
  { id: 'processes', path: '/processes', also: '/clocks', letter: 'r', roles: ['manager', 'operator', 'admin'] },
  { id: 'channels', path: '/channels', letter: 'n', roles: ['operator', 'admin'] },
  { id: 'messages', path: '/messages', letter: 'm' },
  { id: 'profile', path: '/profile', letter: 'u' },
];

/** The places that a person has by role. */
export const placesOf = ({ roles }: Pick<User, 'roles'>): Place[] =>
  PLACES.filter((place) => !place.roles || place.roles.some((role) => roles.includes(role)));

/** The place that an address belongs to; a page below a place counts as that place. */
export function placeAt(pathname: string): PlaceId | undefined {
  const isBelow = (path: string) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`));
  return PLACES.find(({ path, also }) => isBelow(path) || (also !== undefined && isBelow(also)))?.id;
}

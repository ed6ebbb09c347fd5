/** What a principal may do; see docs/security.md. */
export type Role = 'rep' | 'partner' | 'manager' | 'operator' | 'admin' | 'service';

/** A verified caller. */
export interface Principal {
  /** Unique id: a user id, a client id or `service:<name>`. */
  sub: string;
  name: string;
  roles: Role[];
  /** Rep id, when the caller sells. */
  rep?: string;
  /** Team id. */
  team?: string;
}

export const hasRole = (principal: Principal, ...roles: Role[]) => roles.some((role) => principal.roles.includes(role));

/** A channel partner and nothing else: whoever works here as well is no stranger to the house. */
export const isPartner = (principal: Principal) =>
  hasRole(principal, 'partner') && !hasRole(principal, 'rep', 'manager', 'operator', 'admin', 'service');

/** Everybody who works here, and services: all but partners. */
export const STAFF = ['rep', 'manager', 'operator', 'admin', 'service'] as const satisfies readonly Role[];

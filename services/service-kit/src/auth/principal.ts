/** What a principal may do; see docs/security.md. */
export type Role = 'rep' | 'manager' | 'operator' | 'admin' | 'service';

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

import { type CallerContext, hasRole, type Principal, permissionDenied } from '@fairlead/service-kit';
import type { Case } from '../domain/case';
import { type CaseScope, caseScope, mayManage, mayWorkOn } from '../domain/case-sight';
import type { CaseDeps } from './case-deps';

/** Which cases a caller sees. A rep's skills are asked: a service agent sees what nobody has yet. */
export async function scopeOfCaller(
  { facts }: Pick<CaseDeps, 'facts'>,
  { principal }: Pick<CallerContext, 'principal'>,
): Promise<CaseScope> {
  const sells = principal.rep && hasRole(principal, 'rep', 'manager');
  const rep = sells ? await facts.rep(principal.rep as string) : undefined;
  return caseScope(principal, rep?.active === false ? [] : (rep?.skills ?? []));
}

export function refuseUnlessWorker(principal: Principal, found: Case): void {
  if (!mayWorkOn(principal, found))
    throw permissionDenied('Only the agent, a manager of the agent or the customer, or an admin may do this.');
}

export function refuseUnlessManager(principal: Principal, found: Case): void {
  if (!mayManage(principal, found))
    throw permissionDenied('Only a manager of the agent or the customer, or an admin may do this.');
}

import type { AccessScope, Command, Principal } from '@fairlead/service-kit';
import { failedPrecondition, notFound, staleEtag } from '@fairlead/service-kit';
import { isVisible } from '../repository/customer-repository';
import type { CustomerDoc } from '../repository/models';

/** Who commands what, and when. */
export interface Call {
  principal: Principal;
  scope: AccessScope;
  command: Command;
  now: Date;
}

/** Refuses a write to a customer that the caller may not see or does not own; checks the etag when one is given. */
export function refuseUnlessWritable(doc: CustomerDoc, { scope }: Pick<Call, 'scope'>, etag: string): void {
  if (!isVisible(doc, scope)) throw notFound('customer', doc._id);
  const mine = scope.kind !== 'own' || doc.ownership.ownerId === scope.repId || doc.ownership.revision === 0;
  if (!mine) throw failedPrecondition('NOT_OWNER', 'Claim the lead first; only its owner may change it.');
  if (etag !== '' && etag !== String(doc.revision)) throw staleEtag();
}

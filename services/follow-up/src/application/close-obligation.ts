import type { followup as proto } from '@fairlead/proto';
import type { WriteContext } from '@fairlead/service-kit';
import { endObligation } from '../domain/obligation';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';

/** Ends an obligation after its last level was carried out; one that has ended stays as it is. */
export async function closeObligation(
  { obligations }: Pick<Deps, 'obligations'>,
  id: string,
  state: proto.ObligationState.OBLIGATION_STATE_RECYCLED | proto.ObligationState.OBLIGATION_STATE_CANCELLED,
  context: WriteContext,
): Promise<ObligationDoc> {
  const { doc } = await obligations.store.change(id, (current) => endObligation(current, state, context.now), context);
  return doc;
}

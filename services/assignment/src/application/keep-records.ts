import type { WriteContext } from '@fairlead/service-kit';
import { stayOf } from '../domain/stay';
import type { LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';

/**
 * The present decision and stay live in the ownership; they get records of their own before the next ones take their
 * place. True when one was not there yet.
 */
export async function keepRecords(
  { decisions, stays }: Pick<OwnershipDeps, 'decisions' | 'stays'>,
  ownership: LeadOwnershipDoc,
  context: WriteContext,
): Promise<boolean> {
  const stay = stayOf(ownership);
  const kept = [
    ownership.decision ? await decisions.keep(ownership.decision, context) : false,
    stay ? await stays.keep(stay, context) : false,
  ];
  return kept.includes(true);
}

import { LIKELY, likeness } from '../domain/case-likeness';
import type { CaseDoc } from '../repository/case-models';
import type { CaseDeps } from './case-deps';

const MOST = 10;

/** Open cases of the same customer that may be about the same, likeliest first. */
export async function suggestDuplicates(
  { cases }: Pick<CaseDeps, 'cases'>,
  found: CaseDoc,
): Promise<{ doc: CaseDoc; likeness: number }[]> {
  return (await cases.openOf(found.customerId))
    .filter(({ _id }) => _id !== found._id)
    .map((doc) => ({ doc, likeness: likeness(found, doc) }))
    .filter((each) => each.likeness >= LIKELY)
    .sort((a, b) => b.likeness - a.likeness || (a.doc._id < b.doc._id ? -1 : 1))
    .slice(0, MOST);
}

import type { LeadOwnershipDoc } from '../repository/models';
import { InHand } from './in-hand';

const doc = (revision: number) => ({ _id: 'lead', revision }) as LeadOwnershipDoc;

describe('what commands of this process complete themselves', () => {
  it('is waited for, told once, and known by its revision only', async () => {
    const inHand = new InHand();
    let finish: (complete: boolean) => void = () => undefined;
    const adding = inHand.add(doc(3), new Promise<boolean>((resolve) => (finish = resolve)));
    const asked = inHand.completed('lead', 3);
    expect(await inHand.completed('lead', 2)).toBeNull();
    finish(true);
    await adding;
    expect(await asked).toEqual(doc(3));
    expect(await inHand.completed('lead', 3)).toBeNull();
  });

  it.each([
    ['was left undone', () => Promise.resolve(false)],
    ['failed', () => Promise.reject(new Error('store away'))],
  ])('is to be done again when it %s', async (_case, work) => {
    const inHand = new InHand();
    await inHand.add(doc(3), work());
    expect(await inHand.completed('lead', 3)).toBeNull();
  });
});

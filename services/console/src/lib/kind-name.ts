import type { TFunction } from 'i18next';

const GAP = '…';

/** What a kind of message says, with gaps where its values stand. */
export const kindName = (t: TFunction, kind: string): string =>
  t(`inbox.${kind}`, {
    customer: GAP,
    owner: GAP,
    rep: GAP,
    leads: GAP,
    customers: GAP,
    time: GAP,
    defaultValue: kind,
  });

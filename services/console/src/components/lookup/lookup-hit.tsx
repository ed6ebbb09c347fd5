import { useTranslation } from 'react-i18next';
import type { LookupHit, People } from '../../api/types';
import { nameOf } from '../../lib/wording';

interface Props {
  id: string;
  hit: LookupHit;
  reps: People;
  active: boolean;
  onPoint(): void;
  /** `aside`: in a tab of its own. */
  onOpen(aside: boolean): void;
}

/** A customer that was found, with what tells it from others of the same name. */
export function LookupHitRow({ id, hit: { customer, matchedIn }, reps, active, onPoint, onOpen }: Props) {
  const { t } = useTranslation();
  const { displayName, city, region, country, ownership, state } = customer;
  const where = matchedIn.filter((field) => field !== 'name').map((field) => t(`lookup.in.${field}`));
  const facts = [
    [city || region, country].filter(Boolean).join(', '),
    ownership?.ownerId ? nameOf(reps, ownership.ownerId) : t(ownership ? 'customer.pool' : 'customer.undecidedShort'),
    where.length > 0 ? t('lookup.foundIn', { fields: where.join(', ') }) : '',
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the focus and handles the keys.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={active ? 'lookup-hit active' : 'lookup-hit'}
      onPointerMove={active ? undefined : onPoint}
      onClick={({ ctrlKey, metaKey }) => onOpen(ctrlKey || metaKey)}
    >
      <span className="lookup-name">{displayName}</span>
      <span className={`chip chip-${state}`}>{t(`state.${state}`)}</span>
      <span className="quiet small lookup-facts">{facts.filter(Boolean).join(' · ')}</span>
    </div>
  );
}

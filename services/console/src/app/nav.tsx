import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { PlaceIcon } from '../components/place-icon';
import { type Place, type PlaceId, placeAt } from './navigation';

const IN_BAR = 4;

/** How much waits at a place, where that is worth a number. */
export type Counts = Partial<Record<PlaceId, number>>;

interface NavProps {
  places: Place[];
  counts: Counts;
}

/** All places at the left edge, on wide screens. */
export function Rail({ places, counts }: NavProps) {
  const { t } = useTranslation();
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      <Places places={places} counts={counts} />
    </nav>
  );
}

/** The first places at the bottom and a drawer with the others, on narrow screens. */
export function BottomNav({ places, counts }: NavProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <nav className="bottom-nav" aria-label={t('nav.label')}>
      <ul className="nav-list">
        {places.slice(0, IN_BAR).map((place) => (
          <PlaceItem key={place.id} place={place} count={counts[place.id]} />
        ))}
        <li>
          <button type="button" className="nav-link" aria-expanded={open} onClick={() => setOpen(true)}>
            <PlaceIcon of="more" />
            <span>{t('nav.more')}</span>
          </button>
        </li>
      </ul>
      <Drawer title={t('nav.more')} placement="bottom" size="auto" open={open} onClose={() => setOpen(false)}>
        <Places places={places.slice(IN_BAR)} counts={counts} onLeave={() => setOpen(false)} />
      </Drawer>
    </nav>
  );
}

function Places({ places, counts, onLeave }: NavProps & { onLeave?: () => void }) {
  return (
    <ul className="nav-list">
      {places.map((place) => (
        <PlaceItem key={place.id} place={place} count={counts[place.id]} onLeave={onLeave} />
      ))}
    </ul>
  );
}

function PlaceItem({ place, count = 0, onLeave }: { place: Place; count?: number; onLeave?: () => void }) {
  const { t } = useTranslation();
  const here = placeAt(useLocation().pathname) === place.id;
  return (
    <li>
      <Link
        to={place.path}
        className={here ? 'nav-link active' : 'nav-link'}
        aria-current={here ? 'page' : undefined}
        onClick={onLeave}
      >
        <PlaceIcon of={place.id} />
        <span>{t(`nav.${place.id}`)}</span>
        {count > 0 && (
          <span className="count nav-count">
            <span className="visually-hidden">{t('nav.waiting')}</span> {count}
          </span>
        )}
      </Link>
    </li>
  );
}

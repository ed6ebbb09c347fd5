import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { PlaceIcon } from '../components/place-icon';
import { type Place, placeAt } from './navigation';

const IN_BAR = 4;

/** All places at the left edge, on wide screens. */
export function Rail({ places }: { places: Place[] }) {
  const { t } = useTranslation();
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      <Places places={places} />
    </nav>
  );
}

/** The first places at the bottom and a drawer with the others, on narrow screens. */
export function BottomNav({ places }: { places: Place[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <nav className="bottom-nav" aria-label={t('nav.label')}>
      <ul className="nav-list">
        {places.slice(0, IN_BAR).map((place) => (
          <PlaceItem key={place.id} place={place} />
        ))}
        <li>
          <button type="button" className="nav-link" aria-expanded={open} onClick={() => setOpen(true)}>
            <PlaceIcon of="more" />
            <span>{t('nav.more')}</span>
          </button>
        </li>
      </ul>
      <Drawer title={t('nav.more')} placement="bottom" size="auto" open={open} onClose={() => setOpen(false)}>
        <Places places={places.slice(IN_BAR)} onLeave={() => setOpen(false)} />
      </Drawer>
    </nav>
  );
}

function Places({ places, onLeave }: { places: Place[]; onLeave?: () => void }) {
  return (
    <ul className="nav-list">
      {places.map((place) => (
        <PlaceItem key={place.id} place={place} onLeave={onLeave} />
      ))}
    </ul>
  );
}

function PlaceItem({ place, onLeave }: { place: Place; onLeave?: () => void }) {
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
      </Link>
    </li>
  );
}

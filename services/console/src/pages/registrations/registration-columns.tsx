import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Registration } from '../../api/registrations';
import type { People } from '../../api/types';
import type { Column } from '../../components/data-table';
import { endsSoon } from '../../lib/registration';
import { nameOf } from '../../lib/wording';

/** What a list tells of a registration. */
export const registrationColumns = (
  t: TFunction,
  people: People,
  time: (iso: string) => string,
  now: number,
): Column<Registration>[] => [
  {
    id: 'prospect',
    title: t('registration.prospect'),
    cell: ({ id, prospect }) => (
      <Link className="row-link" to={`/registrations/${id}`} data-row>
        {prospect.displayName}
      </Link>
    ),
  },
  {
    id: 'place',
    title: t('column.place'),
    cell: ({ prospect }) => [prospect.city, prospect.country].filter(Boolean).join(', ') || '–',
  },
  { id: 'state', title: t('column.state'), cell: ({ state }) => t(`registrationState.${state}`) },
  {
    id: 'until',
    title: t('registration.until'),
    cell: (registration) => (
      <>
        {time(registration.protectedUntil)}
        {endsSoon(registration, now) && <span className="quiet"> {t('registration.soon')}</span>}
      </>
    ),
  },
  {
    id: 'registrant',
    title: t('registration.registrant'),
    cell: ({ registrantId }) => nameOf(people, registrantId),
  },
];

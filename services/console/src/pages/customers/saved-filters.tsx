import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { MenuButton } from '../../components/menu-button';
import { useKept } from '../../components/use-kept';
import { isSavedFilters, withFilter, withoutFilter } from '../../lib/saved-filters';

/** Filters under names: one click brings one back. */
export function SavedFilters() {
  const { t } = useTranslation();
  const { search, pathname } = useLocation();
  const [saved, keep] = useKept('customer-filters', [], isSavedFilters);
  const [name, setName] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    keep(withFilter(saved, name, search));
    setName('');
  };
  return (
    <MenuButton label={t('list.saved')}>
      {(close) => (
        <div className="saved-filters">
          {saved.length === 0 && <p className="quiet">{t('list.noneSaved')}</p>}
          <ul className="nav-list">
            {saved.map((filter) => (
              <li key={filter.name} className="saved-filter">
                <Link
                  to={`${pathname}${filter.search}`}
                  aria-current={filter.search === search ? 'true' : undefined}
                  onClick={close}
                >
                  {filter.name}
                </Link>
                <Button
                  type="text"
                  size="small"
                  aria-label={t('list.forget', { name: filter.name })}
                  onClick={() => keep(withoutFilter(saved, filter.name))}
                >
                  ×
                </Button>
              </li>
            ))}
          </ul>
          <form className="save-filter" onSubmit={save}>
            <label className="stacked">
              <span>{t('list.saveAs')}</span>
              <input
                className="field"
                value={name}
                maxLength={60}
                required
                onChange={({ target }) => setName(target.value)}
              />
            </label>
            <Button htmlType="submit">{t('list.save')}</Button>
          </form>
        </div>
      )}
    </MenuButton>
  );
}

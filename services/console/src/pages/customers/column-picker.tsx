import { useTranslation } from 'react-i18next';
import { MenuButton } from '../../components/menu-button';
import { COLUMN_IDS, type ColumnId } from './columns';

/** Which columns are shown. */
export function ColumnPicker({ chosen, onChange }: { chosen: ColumnId[]; onChange(chosen: ColumnId[]): void }) {
  const { t } = useTranslation();
  const toggle = (id: ColumnId, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <MenuButton label={t('list.columns')}>
      {() => (
        <fieldset className="ticks">
          <legend className="visually-hidden">{t('list.columns')}</legend>
          {COLUMN_IDS.map((id) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={({ target }) => toggle(id, target.checked)}
              />
              <span>{t(`column.${id}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </MenuButton>
  );
}

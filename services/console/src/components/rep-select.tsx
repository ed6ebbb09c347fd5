import { useTranslation } from 'react-i18next';
import { useAllReps } from '../api/organization';

interface Props {
  value: string;
  /** Who is not offered. */
  except?: string;
  /** What it is for; default: to assign to. */
  label?: string;
  /** Word for nobody in particular; default: a choice has to be made. */
  none?: string;
  onChange(repId: string, name: string): void;
}

/** An active rep to assign to. */
export function RepSelect({ value, except, label, none, onChange }: Props) {
  const { t } = useTranslation();
  const reps = (useAllReps().data ?? []).filter(({ id, active }) => active && id !== except);
  const nameOf = (repId: string) => reps.find(({ id }) => id === repId)?.displayName ?? repId;
  return (
    <label className="stacked">
      <span>{label ?? t('customer.assignTo')}</span>
      <select className="field" value={value} onChange={({ target }) => onChange(target.value, nameOf(target.value))}>
        <option value="">{none ?? t('followUp.choose')}</option>
        {reps.map(({ id, displayName }) => (
          <option key={id} value={id}>
            {displayName}
          </option>
        ))}
      </select>
    </label>
  );
}

import { useAllReps } from '../../api/organization';
import type { Rep } from '../../api/types';
import { Field } from '../../components/field';

interface Props {
  label: string;
  /** Word for nobody. */
  none: string;
  value: string;
  /** Who is offered; every active rep when nothing is said. */
  reps?: readonly Rep[];
  except?: string;
  disabled?: boolean;
  fault?: string;
  onChange(repId: string): void;
}

/** A rep of a handover. Somebody who was chosen stays shown, also when no longer active: the fault says so. */
export function RepField({ label, none, value, reps, except, disabled, fault, onChange }: Props) {
  const all = useAllReps().data ?? [];
  const offered = (reps ?? all.filter(({ active }) => active)).filter(({ id }) => id !== except);
  const missing = value !== '' && !offered.some(({ id }) => id === value);
  const named = all.find(({ id }) => id === value);
  return (
    <Field label={label} fault={fault}>
      <select className="field" value={value} disabled={disabled} onChange={({ target }) => onChange(target.value)}>
        <option value="">{none}</option>
        {missing && <option value={value}>{named?.displayName ?? value}</option>}
        {offered.map(({ id, displayName }) => (
          <option key={id} value={id}>
            {displayName}
          </option>
        ))}
      </select>
    </Field>
  );
}

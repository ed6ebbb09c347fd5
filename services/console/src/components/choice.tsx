/** A filter with a label: one of some values, the first meaning all. */
export interface ChoiceProps {
  label: string;
  value: string;
  /** Word for no value; left out when there always is one. */
  any?: string;
  options: readonly (readonly [value: string, text: string])[];
  onChange(value: string): void;
}

export function Choice({ label, value, any, options, onChange }: ChoiceProps) {
  return (
    <label className="choice">
      <span>{label}</span>
      <select className="field" value={value} onChange={({ target }) => onChange(target.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

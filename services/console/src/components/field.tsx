import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { describeFault } from '../lib/fault-words';

/** A control of a form with its label and what is wrong with it. */
export function Field({ label, fault, children }: { label: string; fault?: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the child. */}
      <label className="stacked">
        <span>{label}</span>
        {children}
      </label>
      {fault && (
        <span className="field-fault" role="alert">
          {describeFault(t, fault)}
        </span>
      )}
    </div>
  );
}

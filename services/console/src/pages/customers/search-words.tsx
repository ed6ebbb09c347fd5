import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettled } from '../../lib/use-settled';

const SETTLE_MS = 250;

interface Props {
  value: string;
  onChange(value: string): void;
}

/** Words that narrow the list while they are typed. */
export function SearchWords({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  // Somebody cleared the filters or went back: the address decides.
  if (shown !== value) {
    setShown(value);
    setTyped(value);
  }
  const settled = useSettled(typed.trim(), SETTLE_MS);
  useEffect(() => {
    if (settled === typed.trim() && settled !== value) onChange(settled);
  }, [settled, typed, value, onChange]);
  return (
    <label className="choice">
      <span>{t('list.words')}</span>
      <input
        className="field"
        type="search"
        placeholder={t('lookup.hint')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </label>
  );
}

import { useTranslation } from 'react-i18next';
import type { WorkCount } from '../../api/handovers';

/** How much of each kind goes along; in a row only what there is. */
export function WorkCounts({ of, short = false }: { of: WorkCount[]; short?: boolean }) {
  const { t } = useTranslation();
  const shown = short ? of.filter(({ count }) => count > 0) : of;
  const text = shown.map(({ kind, count }) => t(`workKind.${kind}`, { count, defaultValue: kind }));
  return short ? <span className="quiet">{text.join(' · ') || '–'}</span> : <p className="quiet">{text.join(' · ')}</p>;
}

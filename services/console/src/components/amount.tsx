import { useTranslation } from 'react-i18next';
import type { Money } from '../api/types';
import { formatMoney } from '../lib/money';

/** An amount in the reader's language. */
export function Amount({ of }: { of: Money }) {
  const { i18n } = useTranslation();
  return <span className="amount">{formatMoney(of, i18n.language)}</span>;
}

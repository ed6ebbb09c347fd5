import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../lib/money';
import type { CurrencyOrders } from '../../lib/orders-by-currency';
import { formatMonth } from '../../lib/time';

/** A bar for each month. It says nothing that the table beside it does not, so it is there for the eye alone. */
export function MonthChart({ bars }: Pick<CurrencyOrders, 'bars'>) {
  const { i18n } = useTranslation();
  return (
    <div className="month-chart" aria-hidden="true">
      {bars.map(({ month, length, of }) => (
        <div key={month} className="month" title={of && formatMoney(of.total, i18n.language)}>
          <span className="month-bar" style={{ height: `${length}%` }} />
          <span className="month-name">{formatMonth(month, i18n.language, 'short')}</span>
        </div>
      ))}
    </div>
  );
}

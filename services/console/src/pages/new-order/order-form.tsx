import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProducts } from '../../api/products';
import { Amount } from '../../components/amount';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { type LineDraft, lineAmount, NO_LINE, type OrderDraft, sentLine, toOrder } from '../../lib/order-draft';
import { faultsByField } from '../../lib/problem';

const MAX_LINES = 200;

interface Props {
  draft: OrderDraft;
  /** The currency of a saved order stays. */
  fixedCurrency?: boolean;
  error: unknown;
  busy: boolean;
  submitLabel: string;
  onChange(draft: OrderDraft): void;
  onSubmit(body: Record<string, unknown>): void;
  onClose(): void;
}

/** Terms and lines of an order, with what each line comes to while it is typed. */
export function OrderForm({ draft, fixedCurrency, error, busy, submitLabel, onChange, onSubmit, onClose }: Props) {
  const { t } = useTranslation();
  const products = useProducts();
  const [own, setOwn] = useState<Record<string, string>>({});
  const refused = { ...faultsByField(error), ...own };
  const change = (part: Partial<OrderDraft>) => {
    setOwn({});
    onChange({ ...draft, ...part, requestId: crypto.randomUUID() });
  };
  const changeLine = (index: number, part: Partial<LineDraft>) =>
    change({ lines: draft.lines.map((line, at) => (at === index ? { ...line, ...part } : line)) });
  const listPriceOf = (productId: string) => {
    const price = products.data?.rows.find(({ id }) => id === productId)?.listPrice;
    return price?.currencyCode === draft.currencyCode ? price.minorUnits : undefined;
  };
  const amounts = draft.lines.map((line) => lineAmount(line, draft.currencyCode, listPriceOf(line.productId.trim())));
  const total = amounts.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const { body, faults } = toOrder(draft);
    setOwn(faults);
    if (Object.keys(faults).length === 0) onSubmit(body);
  };
  const text = (key: 'orderDate' | 'requiredDate' | 'number' | 'currencyCode' | 'note', type = 'text') => (
    <Field label={t(key === 'orderDate' ? 'order.date' : `order.${key}`)} fault={refused[key]}>
      <input
        className="field"
        type={type}
        value={draft[key]}
        disabled={key === 'currencyCode' && fixedCurrency}
        onChange={({ target }) =>
          change({ [key]: key === 'currencyCode' ? target.value.toUpperCase() : target.value } as Partial<OrderDraft>)
        }
      />
    </Field>
  );
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={submitLabel}>
      <div className="edit-fields">
        {text('orderDate', 'date')}
        {text('requiredDate', 'date')}
        {text('currencyCode')}
        {text('number')}
      </div>
      <datalist id="products">
        {products.data?.rows.map(({ id, displayName }) => (
          <option key={id} value={id}>
            {displayName}
          </option>
        ))}
      </datalist>
      {draft.lines.map((line, index) => {
        const faultOf = (key: keyof LineDraft) =>
          refused[`lines[${sentLine(draft, index)}].${key}`] ??
          refused[`lines[${sentLine(draft, index)}].${key}.minorUnits`];
        const amount = amounts[index];
        const field = (key: keyof LineDraft, list?: string) => (
          <Field label={t(key === 'productId' ? 'order.product' : `order.${key}`)} fault={faultOf(key)}>
            <input
              className="field"
              list={list}
              inputMode={list ? undefined : 'decimal'}
              value={line[key]}
              onChange={({ target }) => changeLine(index, { [key]: target.value })}
            />
          </Field>
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place.
          <fieldset key={index} className="order-line">
            <legend>{t('order.line', { number: index + 1 })}</legend>
            {field('productId', 'products')}
            {field('quantity')}
            {field('unitPrice')}
            {field('discount')}
            <output className="quiet" aria-label={t('order.amount')}>
              {amount === undefined ? (
                '–'
              ) : (
                <Amount of={{ currencyCode: draft.currencyCode, minorUnits: String(amount) }} />
              )}
            </output>
            {draft.lines.length > 1 && (
              <Button size="small" onClick={() => change({ lines: draft.lines.filter((_, at) => at !== index) })}>
                {t('order.dropLine', { number: index + 1 })}
              </Button>
            )}
          </fieldset>
        );
      })}
      {refused.lines && (
        <p className="field-fault" role="alert">
          {t('order.needLine')}
        </p>
      )}
      <p>
        <Button disabled={draft.lines.length >= MAX_LINES} onClick={() => change({ lines: [...draft.lines, NO_LINE] })}>
          {t('order.addLine')}
        </Button>
      </p>
      {text('note')}
      <p className="order-total">
        {t('order.total')}: <Amount of={{ currencyCode: draft.currencyCode, minorUnits: String(total) }} />
      </p>
      <FormFault error={error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy}>
          {submitLabel}
        </Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}

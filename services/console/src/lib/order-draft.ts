import type { Order } from '../api/orders';
import { fractionDigits, scaled, toDecimal } from './money';

/** A line that somebody is typing, as its fields give it. */
export interface LineDraft {
  productId: string;
  quantity: string;
  /** Empty: the list price. */
  unitPrice: string;
  /** Per cent; empty: none. */
  discount: string;
}

/** An order that somebody is typing, kept until it is saved. */
export interface OrderDraft {
  currencyCode: string;
  orderDate: string;
  requiredDate: string;
  number: string;
  note: string;
  lines: LineDraft[];
  /** Command of exactly this content: a repetition after a lost answer creates nothing twice. */
  requestId: string;
}

export const NO_LINE: LineDraft = { productId: '', quantity: '1', unitPrice: '', discount: '' };

export const emptyOrder = (requestId: string, orderDate: string, currencyCode: string): OrderDraft => ({
  currencyCode,
  orderDate,
  requiredDate: '',
  number: '',
  note: '',
  lines: [NO_LINE],
  requestId,
});

const LINE_KEYS = Object.keys(NO_LINE) as (keyof LineDraft)[];
const TEXTS = ['currencyCode', 'orderDate', 'requiredDate', 'number', 'note', 'requestId'] as const;

export const isOrderDraft = (value: unknown): value is OrderDraft => {
  const draft = (value ?? {}) as Partial<OrderDraft>;
  return (
    TEXTS.every((key) => typeof draft[key] === 'string') &&
    Array.isArray(draft.lines) &&
    draft.lines.every((line) => LINE_KEYS.every((key) => typeof line?.[key] === 'string'))
  );
};

/** A saved draft, ready to be typed over. */
export const draftOf = (order: Order, requestId: string): OrderDraft => ({
  currencyCode: order.currencyCode,
  orderDate: order.orderDate,
  requiredDate: order.requiredDate,
  number: order.number,
  note: order.note,
  lines: order.lines.map(({ productId, quantity, unitPrice, discount }) => ({
    productId,
    quantity,
    unitPrice: toDecimal(unitPrice),
    discount: toPercent(discount),
  })),
  requestId,
});

/** `0.15` → `15`. */
export function toPercent(share: string): string {
  const parts = scaled(share, 6);
  if (!parts) return '';
  const [whole, rest] = [
    parts / 10_000n,
    String(parts % 10_000n)
      .padStart(4, '0')
      .replace(/0+$/, ''),
  ];
  return rest === '' ? String(whole) : `${whole}.${rest}`;
}

/** `15` → `0.15`; what is no number stays, and the service says so. */
function toShare(percent: string): string {
  const parts = scaled(percent, 2);
  if (parts === undefined) return percent;
  return `${parts / 10_000n}.${String(parts % 10_000n).padStart(4, '0')}`;
}

/** The lines that say something; blank ones are not sent. */
const said = ({ lines }: Pick<OrderDraft, 'lines'>) => lines.filter(({ productId }) => productId.trim() !== '');

/** Where a line of the form stands in the order that is sent. */
export const sentLine = (draft: Pick<OrderDraft, 'lines'>, index: number): number =>
  said({ lines: draft.lines.slice(0, index) }).length;

/** The order as the API takes it. A price that is no amount is sent as it is not: it becomes a fault of the form. */
export function toOrder(draft: OrderDraft): { body: Record<string, unknown>; faults: Record<string, string> } {
  const { currencyCode, orderDate, requiredDate, number, note } = draft;
  const digits = fractionDigits(currencyCode);
  const faults: Record<string, string> = {};
  const lines = said(draft).map(({ productId, quantity, unitPrice, discount }, index) => {
    const minorUnits = unitPrice.trim() === '' ? undefined : scaled(unitPrice.trim(), digits);
    if (unitPrice.trim() !== '' && minorUnits === undefined) faults[`lines[${index}].unitPrice`] = 'must be an amount';
    return {
      productId: productId.trim(),
      quantity: quantity.trim(),
      discount: toShare(discount.trim() || '0'),
      ...(minorUnits === undefined ? {} : { unitPrice: { currencyCode, minorUnits: String(minorUnits) } }),
    };
  });
  return { body: { currencyCode, orderDate, requiredDate, number, note, lines }, faults };
}

/** quantity × unit price × (1 − discount) in smallest units, rounded half up; undefined while a value is missing. */
export function lineAmount(line: LineDraft, currencyCode: string, listPrice: string | undefined): bigint | undefined {
  const quantity = scaled(line.quantity.trim(), 3);
  const typed = scaled(line.unitPrice.trim(), fractionDigits(currencyCode));
  const price = line.unitPrice.trim() === '' && listPrice !== undefined ? BigInt(listPrice) : typed;
  const discount = scaled(line.discount.trim() || '0', 2);
  if (quantity === undefined || price === undefined || discount === undefined || discount > 10_000n) return undefined;
  const exact = quantity * price * (10_000n - discount);
  return (exact * 2n + 10_000_000n) / 20_000_000n;
}

import type { Product } from '../api/products';
import { fractionDigits, scaled, toDecimal } from './money';

/** A product that somebody is typing, as the fields of the form give it. */
export interface ProductDraft {
  id: string;
  displayName: string;
  category: string;
  unit: string;
  currencyCode: string;
  /** List price as a decimal. */
  price: string;
  discontinued: boolean;
  /** Command of exactly this content: a repetition after a lost answer creates nothing twice. */
  requestId: string;
}

export const emptyProduct = (requestId: string, currencyCode: string): ProductDraft => ({
  id: '',
  displayName: '',
  category: '',
  unit: '',
  currencyCode,
  price: '',
  discontinued: false,
  requestId,
});

/** A product of the catalogue, ready to be typed over. */
export const productDraftOf = ({ listPrice, ...product }: Product, requestId: string): ProductDraft => ({
  id: product.id,
  displayName: product.displayName,
  category: product.category,
  unit: product.unit,
  currencyCode: listPrice.currencyCode,
  price: toDecimal(listPrice),
  discontinued: product.discontinued,
  requestId,
});

/** The product as the API takes it; a price that is no amount of its currency is a fault of the form. */
export function toProduct({ price, currencyCode, requestId: _, ...draft }: ProductDraft): {
  body: Omit<ProductDraft, 'price' | 'currencyCode' | 'requestId'> & {
    listPrice: { currencyCode: string; minorUnits: string };
  };
  faults: Record<string, string>;
} {
  const minorUnits = scaled(price.trim(), fractionDigits(currencyCode));
  const listPrice = { currencyCode, minorUnits: String(minorUnits ?? 0n) };
  const faults: Record<string, string> =
    minorUnits === undefined ? { 'listPrice.minorUnits': 'must be an amount' } : {};
  return { body: { ...draft, id: draft.id.trim(), listPrice }, faults };
}

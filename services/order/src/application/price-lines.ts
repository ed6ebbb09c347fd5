import { type Fault, Faults } from '@fairlead/service-kit';
import { isCurrency, MAX_TOTAL_MINOR_UNITS } from '../domain/money';
import { type OrderLine, toLines, totalOf } from '../domain/order';
import type { ProductDoc } from '../repository/models';

/** A line as asked for; without a price it takes the list price. */
export interface WantedLine {
  productId: string;
  quantity: string;
  unitPrice?: { currencyCode: string; minorUnits: number };
  discount: string;
}

/** The lines with names, prices and amounts, or everything that is wrong with them. `field` is the path of the order. */
export function priceLines(
  wanted: WantedLine[],
  currencyCode: string,
  products: Map<string, ProductDoc>,
  { field, historic = false }: { field: string; historic?: boolean },
): { lines: OrderLine[]; faults: readonly Fault[] } {
  const faults = new Faults();
  const inputs = wanted.map(({ productId, quantity, unitPrice, discount }, index) => {
    const path = `${field}.lines[${index}]`;
    const product = products.get(productId);
    if (!product) faults.add(`${path}.product_id`, 'there is no such product');
    else if (product.discontinued && !historic) faults.add(`${path}.product_id`, 'is discontinued');
    if (unitPrice && unitPrice.currencyCode !== currencyCode) {
      faults.add(`${path}.unit_price.currency_code`, `must be ${currencyCode}, as the order's`);
    }
    if (!unitPrice && product && product.currencyCode !== currencyCode) {
      faults.add(`${path}.unit_price`, `is required: the list price is in ${product.currencyCode}`);
    }
    const unitPriceMinorUnits = unitPrice?.minorUnits ?? product?.listPriceMinorUnits ?? 0;
    return { productId, productName: product?.displayName ?? '', quantity, unitPriceMinorUnits, discount };
  });
  faults.check(isCurrency(currencyCode), `${field}.currency_code`, 'must be a currency of ISO 4217');
  if (faults.any) return { lines: [], faults: faults.found };
  const lines = toLines(inputs);
  faults.check(totalOf(lines) <= MAX_TOTAL_MINOR_UNITS, `${field}.lines`, 'come to more than an order may');
  return { lines, faults: faults.found };
}

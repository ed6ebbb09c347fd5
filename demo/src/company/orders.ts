import { readTable } from './northwind';

const CURRENCY = 'USD';
/** Orders in one call; far below what a body may hold. */
const BATCH = 100;

interface Money {
  currencyCode: string;
  minorUnits: string;
}

/** A product as the API takes it. */
export interface ProductInput {
  id: string;
  displayName: string;
  category: string;
  unit: string;
  listPrice: Money;
  discontinued: boolean;
}

/** An order of the sample as the API takes it over. */
export interface OrderInput {
  order: {
    externalRef: string;
    currencyCode: string;
    orderDate: string;
    requiredDate: string;
    lines: { productId: string; quantity: string; unitPrice: Money; discount: string }[];
  };
  customerExternalRef: string;
  state: string;
  shipTime?: string;
  carrier: string;
}

/** `14.5` → 1450 cents, without going through binary fractions. */
function cents(amount: string): Money {
  const [whole = '0', fraction = ''] = amount.split('.');
  return { currencyCode: CURRENCY, minorUnits: String(BigInt(`${whole}${fraction.padEnd(2, '0').slice(0, 2)}`)) };
}

const productId = (id: string | undefined) => `nw-${id}`;

/** Northwind's 77 products. */
export function demoProducts(): ProductInput[] {
  const categories = new Map(readTable('categories').map((row) => [row.categoryID, row.categoryName ?? '']));
  return readTable('products').map((row) => ({
    id: productId(row.productID),
    displayName: row.productName ?? '',
    category: categories.get(row.categoryID) ?? '',
    unit: row.quantityPerUnit ?? '',
    listPrice: cents(row.unitPrice ?? '0'),
    discontinued: row.discontinued === '1',
  }));
}

/** Northwind's 830 orders with their 2,155 lines; those without a date of shipment are confirmed only. */
export function demoOrders(): OrderInput[] {
  const carriers = new Map(readTable('shippers').map((row) => [row.shipperID, row.companyName ?? '']));
  const lines = linesByOrder();
  return readTable('orders').map((row) => ({
    order: {
      externalRef: `NW-${row.orderID}`,
      currencyCode: CURRENCY,
      orderDate: day(row.orderDate),
      requiredDate: day(row.requiredDate),
      lines: lines.get(row.orderID ?? '') ?? [],
    },
    customerExternalRef: `NW-${row.customerID}`,
    ...(row.shippedDate
      ? {
          state: 'ORDER_STATE_SHIPPED',
          shipTime: `${day(row.shippedDate)}T00:00:00Z`,
          carrier: carriers.get(row.shipVia) ?? '',
        }
      : { state: 'ORDER_STATE_CONFIRMED', carrier: '' }),
  }));
}

function linesByOrder(): Map<string, OrderInput['order']['lines']> {
  const found = new Map<string, OrderInput['order']['lines']>();
  for (const row of readTable('order_details')) {
    const lines = found.get(row.orderID ?? '') ?? [];
    lines.push({
      productId: productId(row.productID),
      quantity: row.quantity ?? '',
      unitPrice: cents(row.unitPrice ?? '0'),
      discount: row.discount ?? '0',
    });
    found.set(row.orderID ?? '', lines);
  }
  return found;
}

const day = (time: string | undefined) => (time ?? '').slice(0, 10);

/** The orders as calls take them. */
export function orderBatches(orders: OrderInput[]): OrderInput[][] {
  return Array.from({ length: Math.ceil(orders.length / BATCH) }, (_, index) =>
    orders.slice(index * BATCH, (index + 1) * BATCH),
  );
}

import { order as proto } from '@fairlead/proto';
import type { Reply } from '@fairlead/service-kit';
import type { Order, OrderLine } from '../domain/order';
import type { Product } from '../domain/product';
import type { OrderDoc, ProductDoc } from '../repository/models';
import type { OrderTotal } from '../repository/order-repository';

export const toMoney = (currencyCode: string, minorUnits: number) => ({
  currencyCode,
  minorUnits: BigInt(minorUnits),
});

const toLine = (line: OrderLine, currencyCode: string): proto.OrderLine => ({
  number: line.number,
  productId: line.productId,
  productName: line.productName,
  quantity: line.quantity,
  unitPrice: toMoney(currencyCode, line.unitPriceMinorUnits),
  discount: line.discount,
  amount: toMoney(currencyCode, line.amountMinorUnits),
  shippedQuantity: line.shippedQuantity,
});

export const toOrder = (doc: OrderDoc): proto.Order => ({
  name: `orders/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  createTime: doc.createTime,
  updateTime: doc.updateTime,
  customerId: doc.customerId,
  number: doc.number,
  state: doc.state,
  orderDate: doc.orderDate,
  requiredDate: doc.requiredDate,
  currencyCode: doc.currencyCode,
  lines: doc.lines.map((line) => toLine(line, doc.currencyCode)),
  total: toMoney(doc.currencyCode, doc.totalMinorUnits),
  shipments: doc.shipments.map(({ id, lines, carrier, trackingNumber, shipTime, receiveTime, receivedBy }) => ({
    id,
    lines: lines.map(({ lineNumber, quantity }) => ({ lineNumber, quantity })),
    carrier,
    trackingNumber,
    shipTime,
    receiveTime,
    receivedBy,
  })),
  ownerId: doc.ownerId,
  externalRef: doc.externalRef,
  cancelReason: doc.cancelReason,
  note: doc.note,
});

export const toTotal = ({
  key,
  currencyCode,
  count,
  totalMinorUnits,
  lastOrderDate,
}: OrderTotal): proto.OrderTotal => ({
  key,
  orderCount: BigInt(count),
  total: toMoney(currencyCode, totalMinorUnits),
  lastOrderDate,
});

export const toProduct = (doc: ProductDoc): proto.Product => ({
  name: `products/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  createTime: doc.createTime,
  updateTime: doc.updateTime,
  displayName: doc.displayName,
  category: doc.category,
  unit: doc.unit,
  listPrice: toMoney(doc.currencyCode, doc.listPriceMinorUnits),
  discontinued: doc.discontinued,
});

export const ORDER_REPLY: Reply<Order, proto.Order> = { codec: proto.Order, of: toOrder };
export const PRODUCT_REPLY: Reply<Product, proto.Product> = { codec: proto.Product, of: toProduct };

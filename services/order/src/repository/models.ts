import {
  type AggregateDoc,
  aggregateSchema,
  type CopyDoc,
  type OwnershipCopy,
  ownershipFields,
} from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Order } from '../domain/order';
import type { Product } from '../domain/product';

export type OrderDoc = AggregateDoc<Order>;
export type ProductDoc = AggregateDoc<Product>;

const text = { type: String, default: '' };

const orderFields = {
  customerId: String,
  ownerId: text,
  teamId: text,
  teamPath: [String],
  ownershipRevision: Number,
  number: String,
  state: String,
  orderDate: String,
  requiredDate: text,
  currencyCode: String,
  lines: [
    {
      _id: false,
      number: Number,
      productId: String,
      productName: String,
      quantity: String,
      unitPriceMinorUnits: Number,
      discount: String,
      amountMinorUnits: Number,
      shippedQuantity: String,
    },
  ],
  totalMinorUnits: Number,
  shipments: [
    {
      _id: false,
      id: String,
      lines: [{ _id: false, lineNumber: Number, quantity: String }],
      carrier: text,
      trackingNumber: text,
      shipTime: Date,
      receiveTime: { type: Date, required: false },
      receivedBy: text,
    },
  ],
  externalRef: text,
  cancelReason: text,
  note: text,
  createdBy: String,
};

const productFields = {
  displayName: String,
  category: text,
  unit: text,
  currencyCode: String,
  listPriceMinorUnits: Number,
  discontinued: Boolean,
};

/** Every collection of this service. */
export function createModels(connection: Connection) {
  const model = <T>(name: string, schema: Schema) => connection.model(name, schema) as unknown as Model<T>;
  const newestFirst = { orderDate: -1, _id: -1 } as const;
  return {
    orders: model<OrderDoc>(
      'Order',
      aggregateSchema<Order>(orderFields as never, 'orders', [
        { serves: 'orders_of_a_customer', fields: { customerId: 1, ...newestFirst } },
        { serves: 'orders_of_an_owner', fields: { ownerId: 1, ...newestFirst } },
        { serves: 'orders_of_a_team_tree', fields: { teamPath: 1, ...newestFirst } },
        { serves: 'orders_of_all', fields: newestFirst },
        { serves: 'orders_in_a_state', fields: { state: 1, ...newestFirst } },
      ]),
    ),
    products: model<ProductDoc>('Product', aggregateSchema<Product>(productFields as never, 'products')),
    ownerships: model<CopyDoc<OwnershipCopy>>(
      'OwnershipCopy',
      new Schema(ownershipFields as never, { collection: 'lead_ownerships', versionKey: false, minimize: false }),
    ),
  };
}

export type Models = ReturnType<typeof createModels>;

import { customer as proto } from '@fairlead/proto';
import type { AccessScope, Reply } from '@fairlead/service-kit';
import type { Customer } from '../domain/customer';
import { hiddenFields, maskContacts, maskEmail, maskFor, maskName, maskPhone } from '../domain/masking';
import type { CustomerDoc } from '../repository/models';

export type CustomerReply = Reply<Customer, proto.Customer>;

/** The answer of a command, as its caller may see it. */
export const customerReply = (scope: AccessScope): CustomerReply => ({
  codec: proto.Customer,
  of: (doc) => toProto(doc, scope),
});

/** The record as a caller may see it: what its pool hides of a lead is masked for reps. */
export function toProto(doc: CustomerDoc, scope: AccessScope): proto.Customer {
  const mask = maskFor(scope, doc);
  const masked = mask.size > 0;
  const { ownership } = doc;
  return {
    name: `customers/${doc._id}`,
    id: doc._id,
    etag: String(doc.revision),
    createTime: doc.createTime,
    updateTime: doc.updateTime,
    state: doc.state,
    stage: doc.stage,
    type: doc.type,
    displayName: mask.has('display_name') ? maskName(doc.displayName) : doc.displayName,
    country: doc.country,
    region: doc.region,
    city: doc.city,
    address: mask.has('address') ? '' : doc.address,
    industry: doc.industry,
    source: doc.source,
    productLine: doc.productLine,
    language: doc.language ?? '',
    valueLevel: doc.valueLevel,
    phone: mask.has('phone') ? maskPhone(doc.phone) : doc.phone,
    email: mask.has('email') ? maskEmail(doc.email) : doc.email,
    contacts: maskContacts(doc.contacts, mask),
    tags: doc.tags,
    externalRef: doc.externalRef,
    ownership:
      ownership.revision === 0
        ? undefined
        : {
            ...ownership,
            revision: BigInt(ownership.revision),
            since: ownership.since ?? undefined,
            maskedFields: [...hiddenFields(doc)],
            reopenedCycle: ownership.reopenedCycle ?? 0,
          },
    convertTime: doc.convertTime,
    lostReason: doc.lostReason,
    lastContactTime: doc.lastContactTime,
    masked,
    orders: masked ? undefined : toOrders(doc.orders),
  };
}

const toOrders = (orders: Customer['orders']): proto.OrderSummary | undefined =>
  orders && orders.count > 0
    ? {
        count: BigInt(orders.count),
        lastOrderDate: orders.lastOrderDate,
        totals: orders.totals.map(({ currencyCode, minorUnits }) => ({ currencyCode, minorUnits: BigInt(minorUnits) })),
      }
    : undefined;

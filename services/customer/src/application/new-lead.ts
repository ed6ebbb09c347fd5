import { customer as proto } from '@fairlead/proto';
import type { NewEvent } from '@fairlead/service-kit';
import { type Customer, type CustomerProfile, UNOWNED } from '../domain/customer';

/** A lead as it comes into being. */
export const newLead = (profile: CustomerProfile, externalRef: string, createdBy: string): Customer => ({
  ...profile,
  externalRef,
  state: proto.CustomerState.CUSTOMER_STATE_LEAD,
  stage: proto.Stage.STAGE_LEAD,
  ownership: UNOWNED,
  createdBy,
  lostReason: '',
});

/** What assignment decides by: attributes that are no personal data, and who else has an equal match key. */
export const leadCreated = (id: string, customer: Customer, knownCustomerId = ''): NewEvent => ({
  type: 'crm.customer.lead.created.v1',
  subject: id,
  data: {
    type: customer.type,
    country: customer.country,
    region: customer.region,
    city: customer.city,
    industry: customer.industry,
    source: customer.source,
    productLine: customer.productLine,
    valueLevel: customer.valueLevel,
    language: customer.language,
    knownCustomerId,
  },
});

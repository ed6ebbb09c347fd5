import { randomUUID } from 'node:crypto';
import { customer as proto } from '@fairlead/proto';
import type { GeneratedRow } from './customers';

/** The record of a customer as its service would have written it, for filling a store without the service. */
export function customerDocument(row: GeneratedRow, team: string, now: Date) {
  const isPerson = row.type === 'person';
  return {
    _id: randomUUID() as string,
    revision: 1,
    createTime: now,
    updateTime: now,
    requests: [],
    pending: [],
    type: isPerson ? proto.CustomerType.CUSTOMER_TYPE_PERSON : proto.CustomerType.CUSTOMER_TYPE_ORGANIZATION,
    state: proto.CustomerState.CUSTOMER_STATE_CUSTOMER,
    stage: proto.Stage.STAGE_CONTACT,
    valueLevel: proto.ValueLevel.VALUE_LEVEL_NORMAL,
    displayName: row.displayName,
    country: row.country,
    region: '',
    city: row.city,
    address: row.address,
    industry: row.industry,
    source: '',
    productLine: '',
    language: '',
    phone: row.phone,
    email: row.email,
    contacts: [{ id: randomUUID(), name: row.contactName, title: row.contactTitle, phone: '', email: '' }],
    tags: row.tags,
    externalRef: row.externalRef,
    ownership: {
      ownerId: row.ownerId,
      teamId: team,
      teamPath: [team],
      poolId: '',
      cycle: 1,
      revision: 1,
      since: now,
    },
    createdBy: 'user-admin',
    convertTime: now,
    lostReason: '',
  };
}

import type { customer as proto } from '@fairlead/proto';
import { derivedId } from '@fairlead/service-kit';
import type { CustomerProfile } from '../domain/customer';
import type { CustomerReply } from '../grpc/customer-mapper';
import { matchKeys } from '../repository/match-keys';
import { type KeyDeps, reserveKeys } from './reserve-keys';
import { type Call, refuseUnlessWritable } from './write-context';

/** Changes profile fields; new match keys are reserved before the write, those no longer used released after it. */
export async function updateCustomer(
  id: string,
  etag: string,
  changes: Partial<CustomerProfile>,
  call: Call,
  strict: boolean,
  deps: KeyDeps,
  reply: CustomerReply,
): Promise<proto.Customer> {
  const before = await deps.customers.get(id, call.scope);
  const oldKeys = matchKeys(before);
  const newKeys = matchKeys({ ...before, ...changes });
  const added = newKeys.filter(({ key }) => !oldKeys.some((old) => old.key === key));
  const replay = before.requests.some((record) => record.id === call.command.requestId);
  if (!replay) {
    refuseUnlessWritable(before, call, etag);
    await reserveKeys(added, id, call, strict, deps);
  }
  const contacts = changes.contacts?.map((contact, index) => ({
    ...contact,
    id: contact.id || derivedId('contact', id, call.command.requestId, String(index)),
  }));
  const fields = Object.keys(changes);
  const outcome = await deps.customers.store.change(
    id,
    (doc) => {
      refuseUnlessWritable(doc, call, etag);
      return {
        set: { ...changes, ...(contacts ? { contacts } : {}) },
        events: [{ type: 'crm.customer.customer.updated.v1', subject: id, data: { fields } }],
      };
    },
    { now: call.now, actor: call.principal.sub },
    call.command,
    reply,
  );
  if (!outcome.replayed) {
    const kept = matchKeys(outcome.doc).map(({ key }) => key);
    const gone = [...oldKeys, ...added].map(({ key }) => key).filter((key) => !kept.includes(key));
    await deps.keys.release(gone, id);
  }
  return outcome.reply;
}

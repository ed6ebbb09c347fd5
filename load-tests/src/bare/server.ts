import { randomUUID } from 'node:crypto';
import { assignment, customer } from '@fairlead/proto';
import * as grpc from '@grpc/grpc-js';
import mongoose, { Schema } from 'mongoose';
import { type Method, pathOf } from '../support/bare-client';
import { BARE_DATABASE, BARE_LEADS, BARE_OWNERSHIPS } from './names';

/**
 * What the machine does without us: `node server.js PORT STORE` serves two of our methods by grpc-js with one write of
 * mongoose each, no token, no rule, no event. It is the floor of the measurements of the same names.
 */
async function main(): Promise<void> {
  const [port = '', uri = ''] = process.argv.slice(2);
  const store = await mongoose.createConnection(uri, { dbName: BARE_DATABASE, autoIndex: false }).asPromise();
  const anything = (collection: string) =>
    store.model(collection, new Schema({ _id: String }, { strict: false, versionKey: false, collection }));
  const [leads, ownerships] = [anything(BARE_LEADS), anything(BARE_OWNERSHIPS)];
  // Absent while it is measured how fast such a process starts.
  const template = await leads.findOne().lean();

  const createLead = async ({ lead }: customer.CreateLeadRequest): Promise<customer.Customer> => {
    const id = randomUUID();
    await leads.insertMany([{ ...template, _id: id, displayName: lead?.displayName }], { lean: true });
    return customer.Customer.fromPartial({ ...lead, id });
  };
  const claimLead = async (request: assignment.ClaimLeadRequest): Promise<assignment.LeadOwnership> => {
    const { leadId, repId } = request;
    const change = { $set: { ownerId: repId, poolId: '' }, $inc: { revision: 1, cycle: 1 } };
    const taken = await ownerships.findOneAndUpdate({ _id: leadId, poolId: { $ne: '' } }, change).lean();
    if (!taken) throw new Error(`${leadId} is not in a pool.`);
    return assignment.LeadOwnership.fromPartial({ leadId, ownership: { ownerId: repId } });
  };
  const server = new grpc.Server();
  add(server, customer.CustomerServiceDefinition, customer.CustomerServiceDefinition.methods.createLead, createLead);
  add(server, assignment.PoolServiceDefinition, assignment.PoolServiceDefinition.methods.claimLead, claimLead);
  const credentials = grpc.ServerCredentials.createInsecure();
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error) => (error ? reject(error) : resolve())),
  );
}

function add<Q, A>(
  server: grpc.Server,
  service: { fullName: string },
  method: Method<Q, A>,
  work: (request: Q) => Promise<A>,
): void {
  const definition: grpc.MethodDefinition<Q, A> = {
    path: pathOf(service, method),
    requestStream: false,
    responseStream: false,
    requestSerialize: (message) => Buffer.from(method.requestType.encode(message).finish()),
    requestDeserialize: (bytes) => method.requestType.decode(bytes),
    responseSerialize: (message) => Buffer.from(method.responseType.encode(message).finish()),
    responseDeserialize: (bytes) => method.responseType.decode(bytes),
  };
  const handle: grpc.handleUnaryCall<Q, A> = ({ request }, answer) =>
    void work(request).then(
      (message) => answer(null, message),
      (error: Error) => answer(error),
    );
  server.addService({ [method.name]: definition }, { [method.name]: handle });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

import grpc from 'k6/net/grpc';
import { measured } from './measure.js';
import { oneOf, plan } from './plan.js';
import { machineToken, personToken } from './session.js';
import { uuid } from './uuid.js';

const client = new grpc.Client();
client.load([plan.protoDir], 'crm/customer/v1/customer.proto', 'crm/customer/v1/lookup.proto');
let connected = false;

const ok = ({ status }) => status === grpc.StatusOK;

/** One call with a token; the connection of a user stays open, as an integrator keeps it. */
function call(kind, method, request, token) {
  measured(
    kind,
    () => {
      if (!connected) client.connect(plan.grpcAddress, { plaintext: !plan.grpcTls, timeout: '10s' });
      connected = true;
      return client.invoke(method, request, { metadata: { authorization: `Bearer ${token}` }, timeout: '30s' });
    },
    ok,
  );
}

/** A lead from another system. */
export function createLead() {
  if (!plan.grpcAddress) return;
  const token = machineToken();
  if (!token) return;
  const id = uuid();
  const lead = { displayName: `Load ${id}`, country: 'DE', city: 'Berlin', industry: 'load', source: 'load-test' };
  call('create_lead', 'crm.customer.v1.CustomerService/CreateLead', { lead, requestId: id }, token);
}

/** A lookup as another program of the company does it, with the person's token. */
export function lookUpByGrpc() {
  if (!plan.grpcAddress) return;
  const request = { query: oneOf(plan.queries), pageSize: 20 };
  call('lookup_grpc', 'crm.customer.v1.LookupService/LookupCustomers', request, personToken());
}

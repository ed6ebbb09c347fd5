import * as grpc from '@grpc/grpc-js';

interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

/** A unary method as the generated definitions describe it. */
export interface Method<Q, A> {
  name: string;
  requestType: Codec<Q>;
  responseType: Codec<A>;
}

export const pathOf = (service: { fullName: string }, method: { name: string }) =>
  `/${service.fullName}/${method.name}`;

/** A client of grpc-js alone: the same for what is measured and for its floor, so that it counts in neither. */
export class BareClient {
  private readonly client: grpc.Client;
  private readonly metadata = new grpc.Metadata();

  constructor(address: string, token: string) {
    // A connection of its own, as another program has it.
    this.client = new grpc.Client(address, grpc.credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
    this.metadata.set('authorization', `Bearer ${token}`);
  }

  call<Q, A>(service: { fullName: string }, method: Method<Q, A>, request: Q): Promise<A> {
    return new Promise((resolve, reject) =>
      this.client.makeUnaryRequest(
        pathOf(service, method),
        (message: Q) => Buffer.from(method.requestType.encode(message).finish()),
        (bytes) => method.responseType.decode(bytes),
        request,
        this.metadata,
        (error, answer) => (error ? reject(error) : resolve(answer as A)),
      ),
    );
  }

  close = () => this.client.close();
}

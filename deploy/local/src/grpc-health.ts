import { connect } from 'node:http2';

/** grpc.health.v1 `Check` of the whole server; an empty request is an empty message. True when it answers SERVING. */
export async function isServing(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://${host}:${port}`);
    const end = (serving: boolean) => {
      session.destroy();
      resolve(serving);
    };
    session.setTimeout(2000, () => end(false));
    session.once('error', () => end(false));
    const call = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    call.on('data', (chunk: Buffer) => chunks.push(chunk));
    call.once('error', () => end(false));
    // Five bytes of gRPC framing, then field 1 (status) = 1 (SERVING).
    call.once('end', () =>
      end(
        Buffer.concat(chunks)
          .subarray(5)
          .equals(Buffer.from([0x08, 0x01])),
      ),
    );
    call.end(Buffer.alloc(5));
  });
}

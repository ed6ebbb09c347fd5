import { event as proto } from '@fairlead/proto';
import { ClientError, Status } from 'nice-grpc';
import { TokenVerifier, trustedIssuers } from '../auth/tokens';
import { AppError, invalidArgument } from '../errors/app-error';
import { fromClientError } from '../errors/grpc-errors';
import { makeTestAuth, openTestClient, type TestAuth } from '../testing';
import { testLogger } from '../testing/store';
import { type GrpcServer, startGrpcServer } from './server';

describe('gRPC server', () => {
  let auth: TestAuth;
  let server: GrpcServer;
  let failure: () => never;
  const implementation = {
    async getHead() {
      failure();
    },
    async *subscribe() {},
  };
  beforeAll(async () => {
    auth = await makeTestAuth();
    const verifier = new TokenVerifier(trustedIssuers({ ...auth.env, USER_AUDIENCE: 'fairlead' }));
    const access = { GetHead: 'any', Subscribe: ['service'] } as const;
    const services = [{ definition: proto.EventLogServiceDefinition, implementation, access }];
    server = await startGrpcServer({ host: '127.0.0.1', port: 0, services, verifier, logger: testLogger });
  });
  afterAll(() => server.stop());

  const call = async (token?: string) => {
    const client = openTestClient(proto.EventLogServiceDefinition, server.port, token);
    try {
      return await client.getHead({});
    } finally {
      client.close();
    }
  };
  const failWith = async (error: Error) => {
    failure = () => {
      throw error;
    };
    return fromClientError(
      await call(await auth.userToken({ sub: 'u', roles: [] })).catch((caught: unknown) => caught),
    );
  };

  it('refuses a call without a token, and one with a role that is not allowed', async () => {
    await expect(call()).rejects.toMatchObject({ code: Status.UNAUTHENTICATED });
    const client = openTestClient(
      proto.EventLogServiceDefinition,
      server.port,
      await auth.userToken({ sub: 'u', roles: ['rep'] }),
    );
    const read = async () => {
      for await (const _ of client.subscribe({})) break;
    };
    await expect(read()).rejects.toMatchObject({ code: Status.PERMISSION_DENIED });
    client.close();
  });

  it('carries reason, faults and metadata of a domain error over the wire', async () => {
    const faults = [{ field: 'lead.phone', description: 'is not a phone number' }];
    expect(await failWith(invalidArgument(faults))).toMatchObject({ code: 'INVALID_ARGUMENT', faults });
    expect(await failWith(new AppError('FAILED_PRECONDITION', 'COOL_DOWN', 'later', [], { until: 'x' }))).toMatchObject(
      {
        code: 'FAILED_PRECONDITION',
        reason: 'COOL_DOWN',
        metadata: { until: 'x' },
      },
    );
  });

  it('hides the detail of an unknown failure behind an id', async () => {
    const error = await failWith(new Error('secret detail'));
    expect(error).toMatchObject({ code: 'INTERNAL', reason: 'INTERNAL' });
    expect(error.message).not.toContain('secret');
    expect(error.metadata.error_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('maps a failed call without our details by its code', () => {
    expect(fromClientError(new ClientError('/x/Y', Status.UNAVAILABLE, 'gone'))).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('refuses to start with a method that has no access rule', async () => {
    const verifier = new TokenVerifier([]);
    const services = [
      { definition: proto.EventLogServiceDefinition, implementation, access: { GetHead: 'any' } as const },
    ];
    await expect(
      startGrpcServer({ host: '127.0.0.1', port: 0, services, verifier, logger: testLogger }),
    ).rejects.toThrow('Subscribe has no access rule');
  });
});

import type { AddressInfo } from 'node:net';
import { AppError, createLogger } from '@fairlead/service-kit';
import express from 'express';
import { ClientError, Status } from 'nice-grpc';
import { problemHandler } from './problems';

async function answerTo(error: unknown) {
  const app = express();
  app.get('/', () => {
    throw error;
  });
  app.use(problemHandler(createLogger('test', 'silent')));
  const server = app.listen(0);
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return {
      status: response.status,
      ...((await response.json()) as { code: string; detail: string; errorId?: string }),
    };
  } finally {
    server.close();
  }
}

describe('problemHandler', () => {
  it.each([
    [Status.UNAVAILABLE, 503, 'UNAVAILABLE'],
    [Status.DEADLINE_EXCEEDED, 504, 'DEADLINE_EXCEEDED'],
    [Status.INTERNAL, 500, 'INTERNAL'],
  ])('keeps the words of a broken connection to itself (%d)', async (status, http, code) => {
    const answer = await answerTo(new ClientError('/x/Y', status, 'connect ECONNREFUSED 10.0.0.1:1'));
    expect(answer).toMatchObject({ status: http, code, errorId: expect.any(String) });
    expect(JSON.stringify(answer)).not.toContain('10.0.0.1');
  });

  it('names fields as REST bodies have them', async () => {
    const faults = ['order.lines[0].unit_price', 'lead.display_name', 'request_id'].map((field) => ({
      field,
      description: 'is wrong',
    }));
    const answer = await answerTo(new AppError('INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'Wrong.', faults));
    expect(answer).toMatchObject({
      faults: [{ field: 'lines[0].unitPrice' }, { field: 'displayName' }, { field: 'requestId' }],
    });
  });

  it('passes on what a service says', async () => {
    expect(
      await answerTo(new AppError('UNAVAILABLE', 'STORE_UNAVAILABLE', 'The document store is unavailable.')),
    ).toEqual(
      expect.objectContaining({ status: 503, code: 'STORE_UNAVAILABLE', detail: 'The document store is unavailable.' }),
    );
    expect(await answerTo(new ClientError('/x/Y', Status.NOT_FOUND, 'There is no such lead.'))).toMatchObject({
      status: 404,
      detail: 'There is no such lead.',
    });
  });
});

import type { customer } from '@fairlead/proto';
import { createLogger } from '@fairlead/service-kit';
import { CustomerNames } from './customer-names';

const logger = createLogger('test', 'silent');

describe('names of customers', () => {
  it('are asked for once each, and missing when they cannot be read', async () => {
    const asked: string[][] = [];
    const customers = {
      batchGetCustomers: async ({ customerIds = [] }: { customerIds?: string[] }) => {
        asked.push(customerIds);
        if (customerIds.includes('down')) throw new Error('unavailable');
        return { customers: [{ id: 'a', displayName: 'Contoso' } as customer.Customer] };
      },
    };
    const names = new CustomerNames(customers as never, logger);
    expect([...(await names.of(['a', '', 'a', 'b']))]).toEqual([['a', 'Contoso']]);
    expect([...(await names.of(['down']))]).toEqual([]);
    expect([...(await names.of(['']))]).toEqual([]);
    expect(asked).toEqual([['a', 'b'], ['down']]);
    expect([...(await new CustomerNames(undefined, logger).of(['a']))]).toEqual([]);
  });
});

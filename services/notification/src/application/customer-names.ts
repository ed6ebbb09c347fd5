import type { customer } from '@fairlead/proto';
import type { KitClient, Logger } from '@fairlead/service-kit';

type Customers = Pick<KitClient<typeof customer.CustomerServiceDefinition>, 'batchGetCustomers'>;

const DEADLINE_MS = 3000;

/** Display names at the time of sending, so that none is kept here. */
export class CustomerNames {
  constructor(
    private readonly customers: Customers | undefined,
    private readonly logger: Logger,
  ) {}

  /** Names by id. One that cannot be read is missing: a mail is not late for the want of a name. */
  async of(ids: string[]): Promise<Map<string, string>> {
    const customerIds = [...new Set(ids)].filter((id) => id !== '');
    if (!this.customers || customerIds.length === 0) return new Map();
    try {
      const found = await this.customers.batchGetCustomers({ customerIds }, { deadline: DEADLINE_MS });
      return new Map(found.customers.map(({ id, displayName }) => [id, displayName]));
    } catch (error) {
      this.logger.warn({ err: error }, 'names of customers cannot be read; a mail goes out without');
      return new Map();
    }
  }
}

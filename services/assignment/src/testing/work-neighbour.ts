import { followup, order } from '@fairlead/proto';
import { createServer, ServerError, Status } from 'nice-grpc';

/** What handovers ask of follow-up and order, in memory on a real port. */
export class WorkNeighbour {
  private readonly server = createServer();
  /** Which handover holds the clock of a customer. */
  readonly held = new Map<string, string>();
  /** Every customer whose clock was held once. */
  readonly everHeld = new Set<string>();
  /** Refuses everything like a service that is down. */
  down = false;

  start(): Promise<number> {
    this.server.add(followup.HandoverWorkServiceDefinition, {
      countWork: async ({ customerIds }) => {
        this.refuseWhileDown();
        const ids = customerIds.length > 0 ? customerIds : [''];
        const counts = { openTasks: 1, runningClocks: 1, tasksElsewhere: 0 };
        return { work: ids.map((customerId) => ({ customerId, ...counts })) };
      },
      holdClocks: async ({ handoverId, customerIds }) => {
        this.refuseWhileDown();
        for (const id of customerIds) {
          this.held.set(id, handoverId);
          this.everHeld.add(id);
        }
        return { held: customerIds.length };
      },
      releaseClocks: async ({ customerIds }) => {
        this.refuseWhileDown();
        for (const id of customerIds) this.held.delete(id);
        return { released: customerIds.length };
      },
    });
    this.server.add(order.OrderWorkServiceDefinition, {
      countOpenOrders: async ({ customerIds }) => {
        const ids = customerIds.length > 0 ? customerIds : [''];
        return { orders: ids.map((customerId) => ({ customerId, drafts: 0, open: 2 })) };
      },
    });
    return this.server.listen('127.0.0.1:0');
  }

  stop = () => this.server.shutdown();

  private refuseWhileDown(): void {
    if (this.down) throw new ServerError(Status.UNAVAILABLE, 'down');
  }
}

import { followup, order } from '@fairlead/proto';
import { NeighbourLog } from '@fairlead/service-kit/dist/testing';
import { ServerError, Status } from 'nice-grpc';

/** Follow-up and order in memory on one real port: contacts, calendars, clocks, drafts, and follow-up's event log. */
export class WorkNeighbours extends NeighbourLog {
  /** Last contact by customer. */
  readonly contacts = new Map<string, Date>();
  /** Customers with an order in draft. */
  readonly drafts = new Set<string>();
  private readonly calendars = new Map<string, followup.Calendar>();
  /** Which handover holds the clock of a customer. */
  readonly held = new Map<string, string>();
  /** Every customer whose clock was held once. */
  readonly everHeld = new Set<string>();
  /** Answers like a service that is down. */
  down = false;

  constructor() {
    super('follow-up');
    const { listFollowUps } = followup.FollowUpServiceDefinition.methods;
    this.server.add(
      { ...followup.FollowUpServiceDefinition, methods: { listFollowUps } } as never,
      { listFollowUps: async (request: followup.ListFollowUpsRequest) => this.followUps(request) } as never,
    );
    const { getCalendar } = followup.CalendarServiceDefinition.methods;
    this.server.add(
      { ...followup.CalendarServiceDefinition, methods: { getCalendar } } as never,
      { getCalendar: async (request: followup.GetCalendarRequest) => this.calendar(request) } as never,
    );
    this.server.add(followup.HandoverWorkServiceDefinition, {
      countWork: async ({ customerIds }) => {
        this.refuseWhenDown();
        const ids = customerIds.length > 0 ? customerIds : [''];
        const counts = { openTasks: 1, runningClocks: 1, tasksElsewhere: 0, openCases: 2 };
        return { work: ids.map((customerId) => ({ customerId, ...counts })) };
      },
      holdClocks: async ({ handoverId, customerIds }) => {
        this.refuseWhenDown();
        for (const id of customerIds) {
          this.held.set(id, handoverId);
          this.everHeld.add(id);
        }
        return { held: customerIds.length };
      },
      releaseClocks: async ({ customerIds }) => {
        this.refuseWhenDown();
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
    const { listOrders } = order.OrderServiceDefinition.methods;
    this.server.add(
      { ...order.OrderServiceDefinition, methods: { listOrders } } as never,
      { listOrders: async (request: order.ListOrdersRequest) => this.orders(request) } as never,
    );
  }

  /** The customer was reached. `tell`: also by an event, as follow-up does a moment later. */
  contact(customerId: string, time: Date, tell = true): void {
    this.contacts.set(customerId, time);
    const data = { cycle: 2, method: 'call', outcome: 'reached', contact: true, occurTime: time.toISOString() };
    if (tell) this.emit('crm.followup.follow_up.logged.v1', customerId, { followUpId: customerId, ...data });
  }

  /** Sets a calendar and tells of it. */
  setCalendar(calendar: Partial<followup.Calendar> & { id: string }): void {
    const version = (this.calendars.get(calendar.id)?.version ?? 0) + 1;
    this.calendars.set(calendar.id, followup.Calendar.fromPartial({ ...calendar, version }));
    this.emit('crm.followup.calendar.updated.v1', calendar.id, { calendarId: calendar.id, version });
  }

  private followUps({ customerId }: followup.ListFollowUpsRequest) {
    this.refuseWhenDown();
    const { FOLLOW_UP_OUTCOME_NOT_REACHED, FOLLOW_UP_OUTCOME_UNDECIDED } = followup.FollowUpOutcome;
    const one = (outcome: followup.FollowUpOutcome, occurTime: Date) =>
      followup.FollowUp.fromPartial({ customerId, outcome, occurTime });
    const contact = this.contacts.get(customerId);
    const missed = one(FOLLOW_UP_OUTCOME_NOT_REACHED, new Date());
    return { followUps: [missed, ...(contact ? [one(FOLLOW_UP_OUTCOME_UNDECIDED, contact)] : [])], nextPageToken: '' };
  }

  private calendar({ calendarId }: followup.GetCalendarRequest) {
    this.refuseWhenDown();
    const found = this.calendars.get(calendarId);
    if (!found) throw new ServerError(Status.NOT_FOUND, `No calendar ${calendarId}.`);
    return found;
  }

  private orders({ customerId, state }: order.ListOrdersRequest) {
    this.refuseWhenDown();
    const found = state === order.OrderState.ORDER_STATE_DRAFT && this.drafts.has(customerId);
    return { orders: found ? [order.Order.fromPartial({ customerId, state })] : [], nextPageToken: '' };
  }

  private refuseWhenDown(): void {
    if (this.down) throw new ServerError(Status.FAILED_PRECONDITION, 'down');
  }
}

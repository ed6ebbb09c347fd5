import { randomUUID } from 'node:crypto';
import { assignment, customer } from '@fairlead/proto';
import { NeighbourLog } from '@fairlead/service-kit/dist/testing';
import { ServerError, Status } from 'nice-grpc';

/** The event logs of assignment and follow-up, and customers with names, in memory on real ports. */
export class Neighbours {
  readonly assignment = new NeighbourLog('assignment');
  readonly followUp = new NeighbourLog('follow-up');
  readonly customer = new NeighbourLog('customer');
  /** Teams by rep id. */
  readonly teams = new Map<string, string>();
  /** Display names by customer id. */
  readonly names = new Map<string, string>();

  async start(): Promise<this> {
    const { batchGetCustomers } = customer.CustomerServiceDefinition.methods;
    this.customer.server.add(
      { ...customer.CustomerServiceDefinition, methods: { batchGetCustomers } } as never,
      {
        batchGetCustomers: async ({ customerIds }: customer.BatchGetCustomersRequest) => ({
          customers: customerIds.flatMap((id) => {
            const displayName = this.names.get(id);
            return displayName === undefined ? [] : customer.Customer.fromPartial({ id, displayName });
          }),
        }),
      } as never,
    );
    const { getRep, getTeam } = assignment.OrganizationServiceDefinition.methods;
    this.assignment.server.add(
      { ...assignment.OrganizationServiceDefinition, methods: { getRep, getTeam } } as never,
      {
        getRep: async ({ repId }: assignment.GetRepRequest) => {
          const teamId = this.teams.get(repId);
          if (teamId === undefined) throw new ServerError(Status.NOT_FOUND, 'No such rep.');
          return assignment.Rep.fromPartial({ id: repId, teamId });
        },
        getTeam: async ({ teamId }: assignment.GetTeamRequest) => {
          if (![...this.teams.values()].includes(teamId)) throw new ServerError(Status.NOT_FOUND, 'No such team.');
          return assignment.Team.fromPartial({ id: teamId });
        },
      } as never,
    );
    await Promise.all([this.assignment.start(), this.followUp.start(), this.customer.start()]);
    return this;
  }

  stop = () => Promise.all([this.assignment.stop(), this.followUp.stop(), this.customer.stop()]);

  get addresses() {
    return { ASSIGNMENT_ADDRESS: this.assignment.address, FOLLOW_UP_ADDRESS: this.followUp.address };
  }

  /** A rep claims a lead: urgency normal. */
  claim(repId: string, leadId: string = randomUUID()): string {
    this.assignment.emit('crm.assignment.lead.claimed.v1', leadId, {
      ownerId: repId,
      teamId: 'south',
      teamPath: ['south'],
      poolId: '',
      cycle: 1,
      revision: 1,
      since: '2026-01-01T00:00:00.000Z',
      previousOwnerId: '',
    });
    return leadId;
  }

  /** A level of a first-contact clock is reached: the first one told is the owner, the others are supervisors. */
  reach(level: string, repIds: string[], subject: string = randomUUID()): string {
    this.followUp.emit('crm.followup.obligation.level_reached.v1', subject, {
      obligationId: `first_contact:${subject}:1`,
      kind: 'first_contact',
      cycle: 1,
      ownerId: repIds[0] ?? '',
      teamId: 'south',
      dueTime: '2026-01-01T00:00:00.000Z',
      level,
      recipients: repIds.map((repId, index) => ({ repId, role: index === 0 ? 'owner' : 'supervisor' })),
    });
    return subject;
  }
}

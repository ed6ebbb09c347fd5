import { assignment, type common } from '@fairlead/proto';
import { NeighbourLog } from '@fairlead/service-kit/dist/testing';
import { ServerError, Status } from 'nice-grpc';

/** Teams of registrants: two below one, and one that belongs to nobody else. */
const TEAMS: Record<string, { path: string[]; managerId: string }> = {
  sales: { path: ['sales'], managerId: 'cleo' },
  south: { path: ['sales', 'south'], managerId: 'mia' },
  north: { path: ['sales', 'north'], managerId: 'nora' },
  partners: { path: ['partners'], managerId: '' },
};

/** An assignment service in memory on a real port: reps, teams, and the ownerships that it took over. */
export class AssignmentNeighbour extends NeighbourLog {
  readonly taken = new Map<string, common.Ownership>();
  /** Team of each rep. */
  readonly repTeams = new Map(
    Object.entries({
      ann: 'south',
      bob: 'south',
      mia: 'south',
      nina: 'north',
      nora: 'north',
      cleo: 'sales',
      pia: 'partners',
    }),
  );

  constructor() {
    super('assignment');
    const { takeOverCustomers } = assignment.AssignmentServiceDefinition.methods;
    const { getRep, getTeam, listReps, listTeams } = assignment.OrganizationServiceDefinition.methods;
    this.server.add(
      { ...assignment.AssignmentServiceDefinition, methods: { takeOverCustomers } } as never,
      { takeOverCustomers: async (request: assignment.TakeOverCustomersRequest) => this.takeOver(request) } as never,
    );
    this.server.add(
      { ...assignment.OrganizationServiceDefinition, methods: { getRep, getTeam, listReps, listTeams } } as never,
      {
        getRep: async ({ repId }: assignment.GetRepRequest) => {
          const teamId = this.repTeams.get(repId);
          if (teamId === undefined) throw new ServerError(Status.NOT_FOUND, `No rep ${repId}.`);
          return assignment.Rep.fromPartial({ id: repId, teamId, active: true });
        },
        getTeam: async ({ teamId }: assignment.GetTeamRequest) => {
          const team = TEAMS[teamId];
          if (!team) throw new ServerError(Status.NOT_FOUND, `No team ${teamId}.`);
          return assignment.Team.fromPartial({ id: teamId, ...team });
        },
        listReps: async () =>
          assignment.ListRepsResponse.fromPartial({
            reps: [
              { id: 'ann', displayName: '张伟', teamId: 'south' },
              { id: 'bob', displayName: 'Bob', teamId: 'south' },
            ],
          }),
        listTeams: async () =>
          assignment.ListTeamsResponse.fromPartial({ teams: [{ id: 'south', displayName: 'South' }] }),
      } as never,
    );
  }

  private takeOver({ customers, validateOnly, importer }: assignment.TakeOverCustomersRequest) {
    return assignment.TakeOverCustomersResponse.fromPartial({
      customers: customers.map(({ customerId, ownerId, teamId }) => {
        const fault = ownerId === '' || ['ann', 'bob'].includes(ownerId) ? '' : `there is no rep ${ownerId}`;
        if (fault !== '' || validateOnly) return { customerId, fault };
        const held = this.taken.get(customerId) ?? {
          ownerId,
          teamId: teamId || 'south',
          teamPath: ['south'],
          poolId: ownerId === '' ? 'pool-south' : '',
          cycle: 1,
          revision: 1n,
          since: new Date(),
          maskedFields: [],
          reopenedCycle: 0,
        };
        this.taken.set(customerId, held);
        return { customerId, ownership: held, fault: importer === '' ? 'nobody imports' : '' };
      }),
    });
  }
}

import { assignment, type common } from '@fairlead/proto';
import { NeighbourLog } from '@fairlead/service-kit/dist/testing';

/** An assignment service in memory on a real port: two reps, one team, and the ownerships that it took over. */
export class AssignmentNeighbour extends NeighbourLog {
  readonly taken = new Map<string, common.Ownership>();

  constructor() {
    super('assignment');
    const { takeOverCustomers } = assignment.AssignmentServiceDefinition.methods;
    const { listReps, listTeams } = assignment.OrganizationServiceDefinition.methods;
    this.server.add(
      { ...assignment.AssignmentServiceDefinition, methods: { takeOverCustomers } } as never,
      { takeOverCustomers: async (request: assignment.TakeOverCustomersRequest) => this.takeOver(request) } as never,
    );
    this.server.add(
      { ...assignment.OrganizationServiceDefinition, methods: { listReps, listTeams } } as never,
      {
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

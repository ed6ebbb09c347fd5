import { followup } from '@fairlead/proto';
import { z } from 'zod';
import { type Route, route } from '../http/api-router';
import type { RouteDeps } from './deps';
import { namesOf } from './names';
import { obligationList } from './work';

/** What the workflows did and are about to do. */
export function processRoutes({ clients, directory }: RouteDeps): Route[] {
  const tag = 'Processes';
  return [
    route({
      method: 'get',
      path: '/processes',
      summary:
        'Pages through the obligations in scope with what their workflows are busy with, and the names they need.',
      tag,
      query: z.strictObject(obligationList),
      answer: 'crm.workflow.v1.ListProcessesResponse',
      async handle({ query, caller, options }) {
        const filter = followup.ListObligationsRequest.fromPartial(query);
        const page = await clients.processes.listProcesses({ filter }, options);
        const found = page.processes.flatMap(({ obligation }) => obligation ?? []);
        const customerIds = [...new Set(found.map(({ subject }) => subject))];
        const [{ customers }, people] = await Promise.all([
          clients.customers.batchGetCustomers({ customerIds }, options),
          directory.names(
            found.map(({ ownerId }) => ownerId),
            caller.principal,
          ),
        ]);
        return { ...page, people, customers: namesOf(customers) };
      },
    }),
    route({
      method: 'get',
      path: '/processes/{id}',
      summary: 'Reads a process: its steps with attempts and failures, its runs, what happens next.',
      tag,
      answer: 'crm.workflow.v1.Process',
      // Whoever looks is told at once that the histories cannot be read.
      handle: ({ params, options }) =>
        clients.processes.getProcess({ processId: params.id }, { ...options, retry: false }),
    }),
  ];
}

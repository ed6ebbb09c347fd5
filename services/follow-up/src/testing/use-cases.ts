import { assignment } from '@fairlead/proto';
import { openTestClient } from '@fairlead/service-kit/dist/testing';
import { ClockTermsSource } from '../application/clock-terms';
import { OrganizationFacts } from '../application/organization-facts';
import { CUSTOMER_SETTLERS } from '../application/settlers';
import { plainModels } from '../repository/copy-models';
import { aggregateModels } from '../repository/models';
import { createRepositories } from '../repository/repositories';
import type { Installation } from './installation';

/** The use cases of a running service on its own store and with its neighbours, called without its gRPC edge. */
export function useCasesOf({ at, neighbours, as }: Installation) {
  const connection = at.service.connection.useDb(at.config.MONGODB_DATABASE as string);
  const repositories = createRepositories(aggregateModels(connection), plainModels(connection), () => undefined);
  const port = Number(neighbours.assignment.address.split(':').at(-1));
  const organization = openTestClient(assignment.OrganizationServiceDefinition, port);
  const facts = new OrganizationFacts(repositories, {
    getRep: (request) => organization.getRep(request, as.service),
    getTeam: (request) => organization.getTeam(request, as.service),
  });
  return { ...repositories, facts, terms: new ClockTermsSource(repositories, facts), settlers: CUSTOMER_SETTLERS };
}

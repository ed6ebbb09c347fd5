import { assignment, event as eventProto, order, customer as proto } from '@fairlead/proto';
import {
  baseConfig,
  createClient,
  openChannel,
  type RunningService,
  remoteSource,
  type ServiceTokens,
  startService,
  unavailable,
} from '@fairlead/service-kit';
import { z } from 'zod';
import { healMatchKeys } from './application/heal-match-keys';
import { healRegistrationKeys } from './application/heal-registration-keys';
import { onFollowUp } from './application/on-follow-up';
import { onOrder } from './application/on-order';
import { readOwnerNames } from './application/read-owner-names';
import type { Organization } from './application/registration-deps';
import { sweepImports } from './application/sweep-imports';
import { visibleEvents } from './application/visible-events';
import { CUSTOMER_ACCESS, CustomerGrpc } from './grpc/customer-service';
import { IMPORT_ACCESS, ImportGrpc } from './grpc/import-service';
import { LOOKUP_ACCESS, LookupGrpc } from './grpc/lookup-service';
import { MATCH_ACCESS, MatchGrpc } from './grpc/match-service';
import { PLAYBOOK_ACCESS, PlaybookGrpc } from './grpc/playbook-service';
import { REGISTRATION_ACCESS, RegistrationGrpc } from './grpc/registration-service';
import { REGISTRATION_WORK_ACCESS, RegistrationWorkGrpc } from './grpc/registration-work-service';
import { ImportRunner } from './import/import-runner';
import { LookupIndexer } from './lookup/lookup-indexer';
import { lookupConfig, openLookupIndex } from './lookup/open-index';
import { CustomerRepository } from './repository/customer-repository';
import { ImportRepository, importModels } from './repository/import-repository';
import { MatchKeys } from './repository/match-keys';
import { MatchPolicies } from './repository/match-policies';
import {
  customerModel,
  matchKeyModel,
  matchPolicyModel,
  playbookModel,
  registrationKeyModel,
} from './repository/models';
import { Playbooks } from './repository/playbooks';
import { RebuildRequests, rebuildRequestModel } from './repository/rebuild-requests';
import { registrationModel, registrationPolicyModel } from './repository/registration-models';
import { RegistrationPolicies } from './repository/registration-policies';
import { RegistrationRepository } from './repository/registration-repository';

export const customerConfig = baseConfig.extend({
  ...lookupConfig,
  /** Without it the service takes no follow-ups (tests). */
  FOLLOW_UP_ADDRESS: z.string().optional(),
  /** Without it the service takes no orders (tests). */
  ORDER_ADDRESS: z.string().optional(),
  /** Without it imports are not carried out and no prospects registered (tests). */
  ASSIGNMENT_ADDRESS: z.string().optional(),
  /** Days after the end of an import in which its file and its rejected rows are kept. */
  IMPORT_KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  /** Most imports of one person that wait or run. */
  IMPORTS_PER_PERSON: z.coerce.number().int().min(1).max(100).default(5),
});

const HEAL_EVERY_MS = 300_000;
const SWEEP_EVERY_MS = 600_000;
const SWEEP_LEASE = 'customer.sweep-imports';

export const startCustomerService = (config: z.infer<typeof customerConfig>): Promise<RunningService> =>
  startService('customer', config, ({ connection, hint, tokens, logger, ownEvents, log, leases }) => {
    const model = customerModel(connection);
    const keyModel = matchKeyModel(connection);
    const customers = new CustomerRepository(model, hint);
    const keys = new MatchKeys(keyModel);
    const policyModel = matchPolicyModel(connection);
    const policies = new MatchPolicies(policyModel, hint);
    const playbookCollection = playbookModel(connection);
    const playbooks = new Playbooks(playbookCollection, hint);
    const registrationKeyStore = registrationKeyModel(connection);
    const registrationModels = [registrationModel(connection), registrationPolicyModel(connection)] as const;
    const registering = {
      registrations: new RegistrationRepository(registrationModels[0], hint),
      registrationKeys: new MatchKeys(registrationKeyStore),
      registrationPolicies: new RegistrationPolicies(registrationModels[1], hint),
    };
    const organization = config.ASSIGNMENT_ADDRESS
      ? openOrganization(config.ASSIGNMENT_ADDRESS, tokens)
      : NO_ORGANIZATION;
    const consumers = [];
    if (config.FOLLOW_UP_ADDRESS) {
      const client = createClient(eventProto.EventLogServiceDefinition, openChannel(config.FOLLOW_UP_ADDRESS), tokens);
      consumers.push({
        name: 'customer.on-follow-up',
        source: remoteSource('follow-up', client),
        handlers: onFollowUp(customers, playbooks),
      });
    }
    if (config.ORDER_ADDRESS) {
      const channel = openChannel(config.ORDER_ADDRESS);
      consumers.push({
        name: 'customer.on-order',
        source: remoteSource('order', createClient(eventProto.EventLogServiceDefinition, channel, tokens)),
        handlers: onOrder(customers, createClient(order.OrderServiceDefinition, channel, tokens)),
      });
    }
    const index = openLookupIndex(config);
    const clock = () => new Date();
    const requestModel = rebuildRequestModel(connection);
    const requests = new RebuildRequests(requestModel);
    const indexer = new LookupIndexer({ index, customers, requests, events: ownEvents, log, leases, logger, clock });
    const importCollections = importModels(connection);
    const imports = new ImportRepository(importCollections, hint);
    const runner = config.ASSIGNMENT_ADDRESS
      ? openRunner(config.ASSIGNMENT_ADDRESS, tokens, {
          customers,
          keys,
          policies,
          ...registering,
          imports,
          leases,
          logger,
          clock,
        })
      : undefined;
    const heal = async () => {
      await healMatchKeys({ customers, keys }, clock());
      await healRegistrationKeys(registering, clock());
    };
    const sweep = async () => {
      if (await leases.hold(SWEEP_LEASE)) await sweepImports(imports, clock(), config.IMPORT_KEEP_DAYS);
    };
    const repeated = (task: () => Promise<unknown>, everyMs: number, failure: string) => {
      let timer: NodeJS.Timeout | undefined;
      const run = () => void task().catch((error: unknown) => logger.warn({ err: error }, failure));
      return {
        start: () => {
          timer = setInterval(run, everyMs);
        },
        stop: async () => clearInterval(timer),
      };
    };
    return {
      aggregates: [model, policyModel, playbookCollection, ...registrationModels],
      otherModels: [keyModel, registrationKeyStore, requestModel, ...Object.values(importCollections)],
      services: [
        {
          definition: proto.CustomerServiceDefinition,
          implementation: new CustomerGrpc({ customers, keys, policies, playbooks, ...registering }),
          access: CUSTOMER_ACCESS,
        },
        {
          definition: proto.LookupServiceDefinition,
          implementation: new LookupGrpc({ customers, index, indexer, log }),
          access: LOOKUP_ACCESS,
        },
        {
          definition: proto.MatchServiceDefinition,
          implementation: new MatchGrpc({ customers, keys, policies }),
          access: MATCH_ACCESS,
        },
        {
          definition: proto.PlaybookServiceDefinition,
          implementation: new PlaybookGrpc({ customers, playbooks }),
          access: PLAYBOOK_ACCESS,
        },
        {
          definition: proto.ImportServiceDefinition,
          implementation: new ImportGrpc({ imports, customers, turns: config.IMPORTS_PER_PERSON }),
          access: IMPORT_ACCESS,
        },
        {
          definition: proto.RegistrationServiceDefinition,
          implementation: new RegistrationGrpc({ customers, keys, organization, ...registering }),
          access: REGISTRATION_ACCESS,
        },
        {
          definition: proto.RegistrationWorkServiceDefinition,
          implementation: new RegistrationWorkGrpc(registering),
          access: REGISTRATION_WORK_ACCESS,
        },
      ],
      async prepare() {
        await policies.prepare(clock());
        await playbooks.prepare(clock());
        await registering.registrationPolicies.prepare(clock());
      },
      consumers,
      background: [
        indexer,
        ...(runner ? [runner] : []),
        repeated(heal, HEAL_EVERY_MS, 'checking the match keys failed'),
        repeated(sweep, SWEEP_EVERY_MS, 'removing what old imports left failed'),
      ],
      eventVisibility: (events, scope) =>
        visibleEvents({ customers, registrations: registering.registrations }, events, scope),
      snapshotMethod: 'crm.customer.v1.CustomerService/ListCustomers',
    };
  });

type RunnerDeps = Omit<ConstructorParameters<typeof ImportRunner>[0], 'assignments' | 'ownerNames'>;

const openOrganization = (address: string, tokens: ServiceTokens) =>
  createClient(assignment.OrganizationServiceDefinition, openChannel(address), tokens);

const NO_ORGANIZATION: Organization = {
  getRep: () => Promise.reject(unavailable('ASSIGNMENT_UNAVAILABLE', 'There is no assignment service here.')),
  getTeam: () => Promise.reject(unavailable('ASSIGNMENT_UNAVAILABLE', 'There is no assignment service here.')),
};

function openRunner(address: string, tokens: ServiceTokens, deps: RunnerDeps): ImportRunner {
  const channel = openChannel(address);
  const organization = createClient(assignment.OrganizationServiceDefinition, channel, tokens);
  return new ImportRunner({
    ...deps,
    assignments: createClient(assignment.AssignmentServiceDefinition, channel, tokens),
    ownerNames: () => readOwnerNames(organization),
  });
}

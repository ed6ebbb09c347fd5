import { readFileSync } from 'node:fs';
import { assignment, customer, event as eventProto, followup as proto } from '@fairlead/proto';
import {
  ALWAYS_OPEN,
  baseConfig,
  createClient,
  openChannel,
  type RunningService,
  remoteSource,
  startService,
} from '@fairlead/service-kit';
import { z } from 'zod';
import { AgentDirectory } from './application/agent-directory';
import { settlersOfCases } from './application/align-case-clocks';
import type { AttachmentDeps } from './application/attachment-deps';
import { attachmentSweeper } from './application/attachment-sweeper';
import type { CaseDeps } from './application/case-deps';
import { casesFollowAssignment } from './application/cases-follow-assignment';
import { clockMover } from './application/clock-mover';
import { ClockTermsSource } from './application/clock-terms';
import { createBuiltIn } from './application/create-named';
import { type Deps, SELF } from './application/deps';
import { followAssignment } from './application/follow-assignment';
import { followCaseLog } from './application/follow-case-log';
import { clocksOnAssignment, clocksOnCustomer, clocksOnFollowUp } from './application/follow-clocks';
import { followCustomer } from './application/follow-customer';
import { followOwnLog } from './application/follow-own-log';
import { OrganizationFacts } from './application/organization-facts';
import { playbookRounds, roundsOnCustomer } from './application/playbook-rounds';
import { PlaybookTasks, playbookOnAssignment, playbookOnCustomer } from './application/playbook-tasks';
import { CUSTOMER_SETTLERS } from './application/settlers';
import { visibleToScope } from './application/visible-case-events';
import { BUILT_IN_POLICIES } from './domain/built-in-policies';
import { ALWAYS } from './domain/business-calendar';
import { surveyKey } from './domain/case-survey';
import { ATTACHMENT_ACCESS, AttachmentGrpc } from './grpc/attachment-service';
import { CALENDAR_ACCESS, CalendarGrpc } from './grpc/calendar-service';
import { CASE_ACCESS, CaseGrpc } from './grpc/case-service';
import { CLOCK_MOVE_ACCESS, ClockMoveGrpc } from './grpc/clock-move-service';
import { CLOCK_POLICY_ACCESS, ClockPolicyGrpc } from './grpc/clock-policy-service';
import { FOLLOW_UP_ACCESS, FollowUpGrpc } from './grpc/follow-up-service';
import { HANDOVER_WORK_ACCESS, HandoverWorkGrpc } from './grpc/handover-work-service';
import { OBLIGATION_ACCESS, ObligationGrpc } from './grpc/obligation-service';
import { TASK_ACCESS, TaskGrpc } from './grpc/task-service';
import { attachmentModels } from './repository/attachment-models';
import { AttachmentRepository } from './repository/attachment-repository';
import { caseModels } from './repository/case-models';
import { createCaseRepositories } from './repository/case-repositories';
import { plainModels } from './repository/copy-models';
import { aggregateModels, listModels } from './repository/models';
import { createRepositories } from './repository/repositories';
import { checkStorage, openStorage, requireStorage, storageConfig } from './storage/storage-config';

export const followUpConfig = baseConfig
  .extend({
    ...storageConfig,
    CUSTOMER_ADDRESS: z.string().min(1),
    ASSIGNMENT_ADDRESS: z.string().min(1),
    /** A move of running clocks ends with a scan that finds nothing so long after the publication. */
    CLOCK_MOVE_SETTLE_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
    /** A round of the playbook begins so long after the publication: longer than the former one is held in memory anywhere. */
    PLAYBOOK_SETTLE_SECONDS: z.coerce.number().int().min(1).max(3600).default(15),
  })
  .superRefine(requireStorage);
export type FollowUpConfig = z.infer<typeof followUpConfig>;

export const startFollowUpService = (config: FollowUpConfig): Promise<RunningService> =>
  startService('follow-up', config, ({ connection, hint, tokens, logger, ownEvents, leases }) => {
    const models = aggregateModels(connection);
    const plain = plainModels(connection);
    const ofCases = caseModels(connection);
    const repositories = createRepositories(models, plain, hint);
    const ofAttachments = attachmentModels(connection);
    const caseRepositories = createCaseRepositories(ofCases, plain, hint);
    const customerChannel = openChannel(config.CUSTOMER_ADDRESS);
    const assignmentChannel = openChannel(config.ASSIGNMENT_ADDRESS);
    const source = (name: string, channel: typeof customerChannel) =>
      remoteSource(name, createClient(eventProto.EventLogServiceDefinition, channel, tokens));
    const organization = createClient(assignment.OrganizationServiceDefinition, assignmentChannel, tokens);
    const facts = new OrganizationFacts(repositories, organization);
    const deps: Deps = {
      ...repositories,
      facts,
      terms: new ClockTermsSource(repositories, facts),
      settlers: { ...CUSTOMER_SETTLERS, ...settlersOfCases(caseRepositories) },
      customers: createClient(customer.CustomerServiceDefinition, customerChannel, tokens),
      logger,
    };
    const caseDeps: CaseDeps = {
      ...deps,
      ...caseRepositories,
      agents: new AgentDirectory({ ...repositories, ...caseRepositories }, facts, organization),
      surveyKey: surveyKey(readFileSync(config.SERVICE_KEY_FILE, 'utf8')),
    };
    const attachmentDeps: AttachmentDeps = {
      ...caseDeps,
      attachments: new AttachmentRepository(ofAttachments.attachments, hint),
      storage: openStorage(config),
      maxBytes: config.ATTACHMENT_MAX_BYTES,
    };
    const playbookTasks = new PlaybookTasks({
      ...deps,
      playbooks: createClient(customer.PlaybookServiceDefinition, customerChannel, tokens),
    });
    const mover = clockMover(deps, leases, config.CLOCK_MOVE_SETTLE_SECONDS * 1000);
    const customers = createClient(customer.CustomerServiceDefinition, customerChannel, tokens);
    const rounds = playbookRounds(
      { ...deps, tasks: playbookTasks, customers },
      leases,
      config.PLAYBOOK_SETTLE_SECONDS * 1000,
    );
    const publishing = { ...deps, nudgeMover: mover.nudge };
    return {
      aggregates: [...listModels(models), ...listModels(ofCases), ...listModels(ofAttachments)],
      otherModels: listModels(plain),
      services: [
        {
          definition: proto.FollowUpServiceDefinition,
          implementation: new FollowUpGrpc(deps),
          access: FOLLOW_UP_ACCESS,
        },
        { definition: proto.TaskServiceDefinition, implementation: new TaskGrpc(deps), access: TASK_ACCESS },
        {
          definition: proto.CalendarServiceDefinition,
          implementation: new CalendarGrpc(publishing),
          access: CALENDAR_ACCESS,
        },
        {
          definition: proto.ClockPolicyServiceDefinition,
          implementation: new ClockPolicyGrpc(publishing),
          access: CLOCK_POLICY_ACCESS,
        },
        {
          definition: proto.ClockMoveServiceDefinition,
          implementation: new ClockMoveGrpc(deps),
          access: CLOCK_MOVE_ACCESS,
        },
        {
          definition: proto.ObligationServiceDefinition,
          implementation: new ObligationGrpc(deps),
          access: OBLIGATION_ACCESS,
        },
        {
          definition: proto.HandoverWorkServiceDefinition,
          implementation: new HandoverWorkGrpc(caseDeps),
          access: HANDOVER_WORK_ACCESS,
        },
        { definition: proto.CaseServiceDefinition, implementation: new CaseGrpc(caseDeps), access: CASE_ACCESS },
        {
          definition: proto.AttachmentServiceDefinition,
          implementation: new AttachmentGrpc(attachmentDeps),
          access: ATTACHMENT_ACCESS,
        },
      ],
      consumers: [
        {
          name: 'follow-up.on-assignment',
          source: source('assignment', assignmentChannel),
          handlers: followAssignment(deps),
        },
        { name: 'follow-up.on-customer', source: source('customer', customerChannel), handlers: followCustomer(deps) },
        { name: 'follow-up.on-follow-up', source: ownEvents, handlers: followOwnLog(deps) },
        { name: 'follow-up.on-case', source: ownEvents, handlers: followCaseLog(caseDeps), skipTrimmed: true },
        {
          name: 'follow-up.cases-on-assignment',
          source: source('assignment', assignmentChannel),
          handlers: casesFollowAssignment(caseDeps),
          // What was trimmed before there were cases concerned none.
          skipTrimmed: true,
        },
        {
          name: 'follow-up.clocks-on-customer',
          source: source('customer', customerChannel),
          handlers: clocksOnCustomer(deps),
          skipTrimmed: true,
        },
        {
          name: 'follow-up.clocks-on-assignment',
          source: source('assignment', assignmentChannel),
          handlers: clocksOnAssignment(deps),
          skipTrimmed: true,
        },
        {
          name: 'follow-up.clocks-on-follow-up',
          source: ownEvents,
          handlers: clocksOnFollowUp(deps),
          skipTrimmed: true,
        },
        {
          name: 'follow-up.playbook-on-customer',
          source: source('customer', customerChannel),
          handlers: playbookOnCustomer(playbookTasks),
          skipTrimmed: true,
        },
        {
          name: 'follow-up.playbook-rounds-on-customer',
          source: source('customer', customerChannel),
          handlers: roundsOnCustomer(deps, rounds.nudge),
          skipTrimmed: true,
        },
        {
          name: 'follow-up.playbook-on-assignment',
          source: source('assignment', assignmentChannel),
          handlers: playbookOnAssignment(playbookTasks),
          skipTrimmed: true,
        },
      ],
      eventVisibility: (events, scope) => visibleToScope(caseDeps, events, scope),
      snapshotMethod: 'crm.followup.v1.ObligationService/ListObligations',
      prepare: async () => {
        await makeBuiltIns(deps, new Date());
        await caseDeps.caseSettings.prepare(new Date(), SELF);
        if (config.RUN_MODE === 'serve') await checkStorage(attachmentDeps.storage, logger);
      },
      background: [
        mover,
        attachmentSweeper(attachmentDeps, leases),
        rounds,
        {
          start: () => undefined,
          stop: async () => {
            customerChannel.close();
            assignmentChannel.close();
          },
        },
      ],
    };
  });

/** The calendar of teams without one, and the policies of the start, unless they are there. */
async function makeBuiltIns({ calendars, policies }: Pick<Deps, 'calendars' | 'policies'>, now: Date): Promise<void> {
  const { id: _id, ...always } = ALWAYS_OPEN;
  await createBuiltIn(calendars, ALWAYS, { displayName: 'Around the clock', ...always }, now, SELF);
  for (const [id, policy] of Object.entries(BUILT_IN_POLICIES)) await createBuiltIn(policies, id, policy, now, SELF);
}

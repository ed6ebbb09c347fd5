import { assignment, customer, event as eventProto, followup, workflow } from '@fairlead/proto';
import {
  Consumer,
  ConsumerStore,
  connectStore,
  createClient,
  createLogger,
  drain,
  ensureCollections,
  Leases,
  leaseHolder,
  openChannel,
  type Running,
  remoteSource,
  ServiceTokens,
  StoreWatchdog,
  startGrpcServer,
  TokenVerifier,
  trustedIssuers,
} from '@fairlead/service-kit';
import type { Worker } from '@temporalio/worker';
import type { z } from 'zod';
import { onCase } from './case-starter';
import { complaintEscalationActivities } from './complaint-escalation/activities';
import type { workerConfig } from './config';
import { connectTemporal } from './connect';
import { handoverActivities } from './handover/activities';
import { leadSlaActivities } from './lead-sla/activities';
import { Histories } from './process/histories';
import { PROCESS_ACCESS, ProcessGrpc } from './process/process-service';
import { reconcilerActivities } from './reconciler/activities';
import { type Operator, registerSearchAttributes } from './register-search-attributes';
import { registrationActivities } from './registration/activities';
import { onCustomer } from './registration-starter';
import { ensureSchedules } from './schedules';
import { onAssignment, onFollowUp } from './starter';
import { createTracing } from './tracing';
import { createWorker, installRuntime } from './worker';

export interface RunningWorker extends Running {
  /** 0 after a migration, which serves nothing. */
  port: number;
}

/** Starts the worker, the starter of clocks and the schedules; survives Temporal and the services being away. */
export async function startWorkflowWorker(config: z.infer<typeof workerConfig>): Promise<RunningWorker> {
  const logger = createLogger('workflows', config.LOG_LEVEL);
  installRuntime(logger);
  const tracing = createTracing(config);
  let stopping = false;
  const database = config.MONGODB_DATABASE ?? 'fairlead_workflows';
  const localStore = config.MONGODB_LOCAL_STORE;
  const [store, temporal] = await Promise.all([
    connectStore({ uri: config.MONGODB_URI, database, localStore }, logger),
    connectTemporal(config, tracing, logger, () => stopping),
  ]);
  const tokens = ServiceTokens.fromFile('workflows', config.SERVICE_KEY_FILE);
  const consumers = new ConsumerStore(store);
  const leases = new Leases(store, leaseHolder(config.GRPC_PORT), logger);
  await ensureCollections([consumers.positions, consumers.parked, leases.model], localStore);
  const close = async () => {
    await temporal.native.close();
    await temporal.client.connection.close();
    await store.close();
  };
  if (config.RUN_MODE === 'migrate') {
    const operator = temporal.client.connection.operatorService as unknown as Operator;
    const added = await registerSearchAttributes(operator, config.TEMPORAL_NAMESPACE);
    logger.info({ added }, 'collections, indexes and search attributes are there');
    return { port: 0, finished: true, stop: close };
  }

  const followUpChannel = openChannel(config.FOLLOW_UP_ADDRESS);
  const obligations = createClient(followup.ObligationServiceDefinition, followUpChannel, tokens) as never;
  const cases = createClient(followup.CaseServiceDefinition, followUpChannel, tokens) as never;
  const assignmentChannel = openChannel(config.ASSIGNMENT_ADDRESS);
  const assignments = createClient(assignment.AssignmentServiceDefinition, assignmentChannel, tokens) as never;
  const handovers = createClient(assignment.HandoverServiceDefinition, assignmentChannel, tokens) as never;
  const customerChannel = openChannel(config.CUSTOMER_ADDRESS);
  const registrations = createClient(customer.RegistrationServiceDefinition, customerChannel, tokens) as never;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const activities = {
    ...leadSlaActivities(obligations, assignments),
    ...registrationActivities(registrations),
    ...handoverActivities(handovers),
    ...complaintEscalationActivities(cases),
    ...reconcilerActivities(temporal.client, taskQueue, { obligations, registrations, handovers, cases }, logger),
  };
  const verifier = new TokenVerifier(trustedIssuers(config));
  const server = await startGrpcServer({
    host: config.GRPC_HOST,
    port: config.GRPC_PORT,
    services: [
      {
        definition: workflow.ProcessServiceDefinition,
        implementation: new ProcessGrpc(new Histories(temporal.client), obligations),
        access: PROCESS_ACCESS,
      },
    ],
    verifier,
    logger,
    maxConnectionAgeMs: config.GRPC_MAX_CONNECTION_AGE_MS,
  });
  const logOf = (channel: ReturnType<typeof openChannel>) =>
    createClient(eventProto.EventLogServiceDefinition, channel, tokens);
  const starters = [
    {
      from: 'follow-up',
      channel: followUpChannel,
      handlers: onFollowUp(temporal.client, taskQueue),
      skipTrimmed: false,
    },
    {
      from: 'follow-up',
      name: 'workflows.on-case',
      channel: followUpChannel,
      handlers: onCase(temporal.client, taskQueue),
      skipTrimmed: true,
    },
    // A log that was trimmed before this consumer existed is no loss: the reconciler starts what is missing.
    { from: 'customer', channel: customerChannel, handlers: onCustomer(temporal.client, taskQueue), skipTrimmed: true },
    {
      from: 'assignment',
      channel: assignmentChannel,
      handlers: onAssignment(temporal.client, taskQueue),
      skipTrimmed: true,
    },
  ].map(({ from, name = `workflows.on-${from}`, channel, handlers, skipTrimmed }) => {
    const source = remoteSource(from, logOf(channel));
    return new Consumer({
      name,
      source,
      handlers,
      store: consumers,
      leases,
      logger,
      skipTrimmed,
    });
  });

  // A worker ends when Temporal is away for long; another one takes its place.
  let worker: Worker | undefined;
  const working = (async () => {
    while (!stopping) {
      try {
        const namespace = config.TEMPORAL_NAMESPACE;
        worker = await createWorker({
          connection: temporal.native,
          namespace,
          taskQueue,
          activities,
          traced: tracing !== undefined,
        });
        if (!stopping) await worker.run();
      } catch (error) {
        if (stopping) return;
        logger.warn({ err: error }, 'the Temporal worker ended and starts again');
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  })();
  const scheduling = (async () => {
    while (!stopping) {
      try {
        await ensureSchedules(temporal.client, taskQueue, config.RECONCILE_INTERVAL_SECONDS);
        return;
      } catch (error) {
        logger.warn({ err: error }, 'the schedules are made later');
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  })();
  const watchdog = new StoreWatchdog(store, logger, { uri: config.MONGODB_URI });
  watchdog.start();
  for (const starter of starters) starter.start();
  server.setServing(true);
  logger.info({ port: server.port }, 'ready');
  return {
    port: server.port,
    drainDelayMs: config.DRAIN_DELAY_MS,
    async stop() {
      stopping = true;
      await drain(server, config.DRAIN_DELAY_MS);
      if (worker?.getState() === 'RUNNING') worker.shutdown();
      await Promise.all([watchdog.stop(), ...starters.map((starter) => starter.stop()), working, scheduling]);
      await server.stop();
      await close();
    },
  };
}

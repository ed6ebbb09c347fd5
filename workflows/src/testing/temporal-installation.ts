import { type RunningTemporal, startTemporal } from '@fairlead/local';
import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';

/** A Temporal server of a test's own, a client, and workers that run our workflows on activities of the test's choice. */
export class TemporalInstallation {
  private constructor(
    private readonly temporal: RunningTemporal,
    private readonly connection: Connection,
    private readonly native: NativeConnection,
    private readonly bundle: WorkflowBundleWithSourceMap,
    readonly client: Client,
  ) {}

  static async start(): Promise<TemporalInstallation> {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    // A new run after few events instead of thousands: replaying those takes a busy machine longer than it may.
    const temporal = await startTemporal({ settings: { 'limit.historyCount.suggestContinueAsNew': '200' } });
    const connection = await Connection.connect({ address: temporal.address });
    const native = await NativeConnection.connect({ address: temporal.address });
    const workflowsPath = require.resolve('../workflows');
    const bundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    return new TemporalInstallation(temporal, connection, native, bundle, new Client({ connection }));
  }

  createWorker = (taskQueue: string, activities: object): Promise<Worker> =>
    Worker.create({ connection: this.native, taskQueue, workflowBundle: this.bundle, activities });

  async stop(): Promise<void> {
    await this.native.close();
    await this.connection.close();
    await this.temporal.stop();
  }
}

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issuedToken, type Platform, type PlatformOptions, startPlatform } from '@fairlead/local';
import { assignment, customer } from '@fairlead/proto';
import { callOptions } from '@fairlead/service-kit/dist/testing';
import mongoose, { type Connection } from 'mongoose';
import { type CallOptions, ChannelCredentials, createChannel, createClient } from 'nice-grpc';
import { OWNERS } from '../company/customers';

/** Far from the ports of `npm start` and of the tests. */
const PORT_BASE = '25000';
/** Heaps that bear a hundred thousand customers. */
const STORE_HEAP_MB = '3072';
const SERVICE_HEAP_MB = '2048';
/** Longer than any measurement. */
const LIFETIME = '3h';
const ADMIN = { sub: 'user-admin', roles: ['admin'] };
/** The team of all generated owners. */
export const TEAM = 'load';

/** A platform of real processes with data of its own, and an administrator's calls to it. */
export class LoadPlatform {
  readonly lookup;
  readonly imports;
  private readonly organization;

  private constructor(
    readonly platform: Platform,
    readonly dataDir: string,
    /** Carries the administrator's token. */
    readonly as: CallOptions,
    readonly store: Connection,
  ) {
    const channel = (name: string) =>
      createChannel(this.address(name), ChannelCredentials.createInsecure(), {
        'grpc.max_reconnect_backoff_ms': 1000,
      });
    const atCustomer = channel('customer');
    this.lookup = createClient(customer.LookupServiceDefinition, atCustomer);
    this.imports = createClient(customer.ImportServiceDefinition, atCustomer);
    this.organization = createClient(assignment.OrganizationServiceDefinition, channel('assignment'));
  }

  static async start(options: Omit<PlatformOptions, 'dataDir'> = {}): Promise<LoadPlatform> {
    process.env.FAIRLEAD_PORT_BASE ??= PORT_BASE;
    process.env.FAIRLEAD_STORE_HEAP_MB ??= STORE_HEAP_MB;
    process.env.FAIRLEAD_SERVICE_HEAP_MB ??= SERVICE_HEAP_MB;
    const dataDir = mkdtempSync(join(tmpdir(), 'fairlead-load-'));
    const env = { RATE_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'info', ...options.env };
    const platform = await startPlatform({ ...options, env, dataDir });
    const store = await mongoose.createConnection(platform.mongoUri).asPromise();
    return new LoadPlatform(
      platform,
      dataDir,
      callOptions(await issuedToken({ url: platform.url, dataDir }, ADMIN, LIFETIME)),
      store,
    );
  }

  /** A team with the reps whose customers are generated. */
  async addOwners(): Promise<void> {
    const team = { id: TEAM, displayName: 'Load' };
    await this.organization.createTeam({ team, requestId: randomUUID() }, this.as);
    for (const id of OWNERS) {
      const rep = { id, displayName: id, teamId: TEAM };
      await this.organization.createRep({ rep, requestId: randomUUID() }, this.as);
    }
  }

  /** The administrator's token, for clients that are none of ours. */
  adminToken = () => this.tokenOf(ADMIN);

  /** A token of a rep of the team. */
  repToken = (id: string) => this.tokenOf({ sub: `user-${id}`, roles: ['rep'], rep: id, team: TEAM });

  /** Call options of a rep of the team. */
  asRep = async (id: string): Promise<CallOptions> => callOptions(await this.repToken(id));

  private tokenOf = (claims: { sub: string } & Record<string, unknown>): Promise<string> =>
    issuedToken({ url: this.platform.url, dataDir: this.dataDir }, claims, LIFETIME);

  /** The address of a process's gRPC server. */
  address = (name: string): string => `127.0.0.1:${this.platform.ports[name]}`;

  collection = (service: string, name: string) =>
    this.store.useDb(`fairlead_${service}`, { useCache: true }).collection<{ _id: string }>(name);

  pid(name: string): number | undefined {
    return this.platform.supervisor.status().find((status) => status.name === name)?.pid;
  }

  async stop(): Promise<void> {
    await this.store.close();
    await this.platform.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

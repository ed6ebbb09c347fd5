import type { CallOptions } from 'nice-grpc';
import type { Principal } from '../auth/principal';
import type { BaseConfig } from '../config/load-config';
import type { RunningService } from '../run-service';
import { callOptions, makeTestAuth, type TestAuth, testConfig } from './index';

type Closable = { close(): void };

/** A service in one or more instances on one database of its own, with clients, and tokens for whoever a test needs. */
export class TestInstallation<C extends BaseConfig, Clients extends Record<string, Closable>> {
  private readonly services: RunningService[] = [];
  readonly clients: Clients[] = [];

  private constructor(
    readonly auth: TestAuth,
    readonly config: C,
    private readonly startService: (config: C) => Promise<RunningService>,
    private readonly openClients: (port: number) => Clients,
  ) {}

  static async start<C extends BaseConfig, Clients extends Record<string, Closable>>(options: {
    start(config: C): Promise<RunningService>;
    open(port: number): Clients;
    /** What the service's configuration has beyond the shared one. */
    config: Omit<C, keyof BaseConfig>;
    instances?: number;
  }): Promise<TestInstallation<C, Clients>> {
    const auth = await makeTestAuth();
    const config = { ...testConfig(auth), ...options.config } as C;
    const installation = new TestInstallation(auth, config, options.start, options.open);
    for (let index = 0; index < (options.instances ?? 1); index += 1) await installation.addInstance();
    return installation;
  }

  async addInstance(): Promise<RunningService> {
    const service = await this.startService(this.config);
    this.services.push(service);
    this.clients.push(this.openClients(service.port));
    return service;
  }

  /** Stops one instance, as a drain does; the newest one unless another is named. */
  async removeInstance(index = this.services.length - 1): Promise<void> {
    const [clients] = this.clients.splice(index, 1);
    for (const client of Object.values(clients ?? {})) client.close();
    const [service] = this.services.splice(index, 1);
    await service?.stop();
  }

  get client(): Clients {
    return this.clients[0] as Clients;
  }

  get service(): RunningService {
    return this.services[0] as RunningService;
  }

  person = async (principal: Partial<Principal> & { sub: string }): Promise<CallOptions> =>
    callOptions(await this.auth.userToken(principal));
  rep = (id: string, team: string) => this.person({ sub: `user-${id}`, roles: ['rep'], rep: id, team });
  manager = (id: string, team: string) => this.person({ sub: `user-${id}`, roles: ['manager'], rep: id, team });
  admin = () => this.person({ sub: 'admin', roles: ['admin'] });
  asService = async (name: string): Promise<CallOptions> => callOptions(await this.auth.serviceToken(name));

  async stop(): Promise<void> {
    for (const clients of this.clients) for (const client of Object.values(clients)) client.close();
    await this.service.connection.dropDatabase().catch(() => undefined);
    await Promise.all(this.services.map((service) => service.stop()));
  }
}

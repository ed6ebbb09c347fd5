import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issuedToken, type Platform, type PlatformOptions, secretFiles, startPlatform } from '@fairlead/local';
import { callOptions } from '@fairlead/service-kit/dist/testing';
import { Rest } from './rest';

/**
 * Far from the ports of `npm start`, so that tests run beside it, and below those that the system gives to outgoing
 * connections (from 32,768 on Linux); each suite takes a range of its own.
 */
const FIRST_PORT = 19_000;
const PORTS_EACH = 400;

/** Ports for one platform of this test run. */
export const usePorts = (slot: number): void => {
  process.env.FAIRLEAD_PORT_BASE = String(FIRST_PORT + slot * PORTS_EACH);
};

export interface Person {
  sub: string;
  roles: string[];
  rep?: string;
  team?: string;
}

/** A whole platform on real processes, with tokens for whoever a test needs. */
export class TestPlatform {
  private constructor(
    readonly platform: Platform,
    readonly dataDir: string,
    readonly admin: Rest,
  ) {}

  static async start(
    slot: number,
    options: Omit<PlatformOptions, 'dataDir'> & { dataDir?: string } = {},
  ): Promise<TestPlatform> {
    usePorts(slot);
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'fairlead-e2e-'));
    const platform = await startPlatform({
      reconcileSeconds: 10,
      ...options,
      env: { RATE_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'warn', ...options.env },
      dataDir,
    });
    const admin = new Rest(platform.url);
    const password = readFileSync(secretFiles(dataDir).adminPassword, 'utf8').trim();
    await admin.signIn('admin', password);
    return new TestPlatform(platform, dataDir, admin);
  }

  /** A token as the built-in issuer would sign it. */
  token = ({ sub, ...claims }: Person): Promise<string> =>
    issuedToken({ url: this.platform.url, dataDir: this.dataDir }, { sub, ...claims });

  /** gRPC call options of a person. */
  as = async (person: Person) => callOptions(await this.token(person));

  /** The REST API as a person. */
  rest = async (person: Person) => new Rest(this.platform.url, await this.token(person));

  port(name: string): number {
    const port = this.platform.ports[name];
    if (!port) throw new Error(`There is no process ${name}.`);
    return port;
  }

  /** Stops everything; the data go with it unless they are to be kept. */
  async stop({ keepData = false } = {}): Promise<void> {
    await this.platform.stop();
    if (!keepData) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export const rep = (id: string, team: string): Person => ({ sub: `user-${id}`, roles: ['rep'], rep: id, team });
export const manager = (id: string, team: string): Person => ({ ...rep(id, team), roles: ['rep', 'manager'] });

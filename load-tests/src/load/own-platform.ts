import { addClient, addUsers } from '@fairlead/local';
import { OWNERS } from '../company/customers';
import { LoadPlatform, TEAM } from '../support/platform';
import type { Person } from './people';

/** Where the users go, and who they are. */
export interface Installation {
  url: string;
  grpcAddress: string;
  grpcTls: boolean;
  client: { id: string; secret: string };
  people: Person[];
  stop(): Promise<void>;
}

/** A platform of its own on this machine, with a team of reps who may sign in. */
export async function startOwn(vus: number, log: (line: string) => void): Promise<Installation> {
  const at = await LoadPlatform.start({ log });
  try {
    await at.addOwners();
    const reps = OWNERS.slice(0, vus);
    const passwords = addUsers(
      at.dataDir,
      reps.map((rep) => ({
        id: `user-${rep}`,
        username: rep,
        displayName: rep,
        locale: 'en',
        timeZone: 'Europe/Berlin',
        roles: ['rep'],
        rep,
        team: TEAM,
      })),
    );
    const client = { id: 'load', secret: addClient(at.dataDir, 'load', ['admin']) as string };
    const people = reps.map((rep) => ({ username: rep, password: passwords[rep] as string, rep, team: TEAM }));
    const grpcAddress = `127.0.0.1:${at.platform.ports.customer}`;
    return { url: at.platform.url, grpcAddress, grpcTls: false, client, people, stop: () => at.stop() };
  } catch (error) {
    await at.stop();
    throw error;
  }
}

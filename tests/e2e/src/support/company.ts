import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUsers } from '@fairlead/local';
import type { Browser } from 'playwright-core';
import { openBrowser, Seat, WIDE } from './browser';
import { eventually } from './eventually';
import { TestPlatform } from './platform';

interface Someone {
  id: string;
  displayName: string;
  team?: string;
  roles?: string[];
}

const SOUTH: Someone[] = [
  { id: 'ann', displayName: 'Ann Lee', team: 'south' },
  { id: 'bob', displayName: 'Bob Ray', team: 'south' },
  { id: 'mia', displayName: 'Mia Roth', team: 'south', roles: ['rep', 'manager'] },
];

/** A small company at its screens: team South with the reps Ann and Bob and its manager Mia. */
export class Company {
  private readonly seats: Seat[] = [];
  /** Ids of the leads that were made, by name. */
  readonly lead: Record<string, string> = {};
  /** Whether browsers may keep the console's shell; it costs each of them a while, and only who tests it needs it. */
  keepsShell = false;

  private constructor(
    readonly at: TestPlatform,
    readonly browser: Browser,
    readonly passwords: Record<string, string>,
  ) {}

  /** Starts the platform with the company's people, and those who are named. */
  static async start(slot: number, others: Someone[] = []): Promise<Company> {
    const dataDir = mkdtempSync(join(tmpdir(), 'fairlead-console-'));
    const people = [...SOUTH, ...others];
    const passwords = addUsers(
      dataDir,
      people.map(({ id, displayName, team, roles = ['rep'] }) => ({
        id: `user-${id}`,
        username: id,
        displayName,
        locale: 'en',
        timeZone: 'Europe/Berlin',
        roles,
        ...(team && { rep: id, team }),
      })),
    );
    const at = await TestPlatform.start(slot, { dataDir });
    const company = new Company(at, await openBrowser(), passwords);
    await at.admin.post('/teams', { id: 'south', displayName: 'South' });
    for (const { id, displayName } of SOUTH) await at.admin.post('/reps', { id, displayName, teamId: 'south' });
    const south = await at.admin.get('/teams/south');
    await at.admin.patch('/teams/south', { managerId: 'mia' }, south.body.etag);
    return company;
  }

  /** How long the next leads' clocks run, and the time after it until they go back to the pool. */
  async setPolicy(duration: string, grace: string): Promise<void> {
    const { body } = await this.at.admin.get('/clock-policies/first-contact');
    await this.at.admin.patch('/clock-policies/first-contact', { duration, grace }, body.etag);
  }

  /** A lead with its clock running when it is given to a rep, else in the pool. */
  async makeLead(displayName: string, repId?: string, values: Record<string, unknown> = {}): Promise<string> {
    const { admin } = this.at;
    const contacts = [
      { name: 'Li Wei 李伟', title: 'Purchasing', phone: '+49 30 901820', email: 'li.wei@example.com' },
    ];
    const lead = { displayName, country: 'DE', city: 'Berlin', source: 'expo', contacts, ...values };
    const { body } = await admin.post('/leads', lead);
    this.lead[displayName] = body.id;
    await eventually(async () => (await admin.get(`/customers/${body.id}`)).body.ownership?.poolId);
    if (!repId) return body.id;
    expect((await admin.post(`/leads/${body.id}:assign`, { repId })).status).toBe(200);
    await eventually(async () => (await admin.get(`/obligations?subject=${body.id}`)).body.obligations.length > 0);
    return body.id;
  }

  /** Somebody who has opened the console and not signed in yet. */
  async door(viewport = WIDE, locale?: string): Promise<Seat> {
    const seat = await Seat.open(this.browser, this.at.platform.url, {
      viewport,
      ...(locale && { locale }),
      serviceWorkers: this.keepsShell ? 'allow' : 'block',
    });
    this.seats.push(seat);
    return seat;
  }

  /** Somebody at work. */
  async seatOf(username: string, viewport = WIDE, locale?: string): Promise<Seat> {
    const seat = await this.door(viewport, locale);
    await seat.signIn(username, this.passwords[username] ?? '');
    return seat;
  }

  /** Everybody goes home: what a page does by itself costs the machine for as long as it is open. No page may have had a fault. */
  async goHome(): Promise<void> {
    const seats = this.seats.splice(0);
    await Promise.all(seats.map((seat) => seat.close()));
    for (const seat of seats) expect(seat.faults).toEqual([]);
  }

  async close(): Promise<void> {
    try {
      await this.goHome();
    } finally {
      await this.browser.close();
      await this.at.stop();
    }
  }
}

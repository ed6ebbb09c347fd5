import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '@fairlead/local';
import mongoose from 'mongoose';
import { chance } from '../chance';

/** Every kind of process that is killed, with the crash points armed in it. */
const TARGETS: { name: string; kinds: string[]; points: string[] }[] = [
  { name: 'customer', kinds: ['customer'], points: ['after-write', 'after-append'] },
  { name: 'assignment', kinds: ['assignment'], points: ['before-position', 'after-append', 'after-write'] },
  {
    name: 'follow-up',
    kinds: ['follow-up', 'follow-up-2'],
    points: ['before-position', 'after-append', 'after-write'],
  },
  { name: 'notification', kinds: ['notification'], points: ['after-send', 'before-position'] },
  { name: 'insight', kinds: ['insight'], points: ['before-position'] },
  { name: 'gateway', kinds: ['gateway'], points: [] },
  { name: 'worker', kinds: ['worker'], points: ['before-position'] },
  { name: 'temporal', kinds: ['temporal'], points: [] },
  { name: 'document-store', kinds: ['document-store'], points: [] },
];
export const CRASH_POINTS = ['after-write', 'after-append', 'before-position', 'after-send'];
const KILLS_EACH = 5;
const KILLS_ALL = 60;
const STOP_MS = 30_000;
const FOLLOW_UP_DATABASE = 'fairlead_follow_up';

/** Kills processes all day long by a seeded plan, and stops the holder of a lease for half a minute. */
export class Chaos {
  readonly kills: Record<string, number> = {};
  private pausedHolder = '';
  private ended = false;
  private running?: Promise<unknown>;

  constructor(
    private readonly platform: Platform,
    private readonly seed: number,
    private readonly crashLog: string,
    private readonly print: (line: string) => void,
  ) {
    for (const { name } of TARGETS) this.kills[name] = 0;
    platform.supervisor.on('died', ({ name, signal }) => {
      const target = TARGETS.find(({ kinds }) => kinds.includes(name));
      if (target && signal === 'SIGKILL') this.kills[target.name] = (this.kills[target.name] ?? 0) + 1;
    });
  }

  start(): void {
    this.running = Promise.all([this.killLoop(), this.stopLeaseHolder()]);
  }

  /** True when the plan is carried out: enough kills of each kind, every crash point hit, the holder was stopped. */
  get done(): boolean {
    return this.ended;
  }

  async finish(): Promise<void> {
    await this.running;
  }

  /** How often each crash point killed its process. */
  crashPoints(): Record<string, number> {
    const hits = Object.fromEntries(CRASH_POINTS.map((point) => [point, 0]));
    if (!existsSync(this.crashLog)) return hits;
    for (const line of readFileSync(this.crashLog, 'utf8').trim().split('\n').filter(Boolean)) {
      const { point } = JSON.parse(line) as { point: string };
      hits[point] = (hits[point] ?? 0) + 1;
    }
    return hits;
  }

  private enough(): boolean {
    const counts = Object.values(this.kills);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const points = Object.values(this.crashPoints());
    return total >= KILLS_ALL && counts.every((count) => count >= KILLS_EACH) && points.every((count) => count > 0);
  }

  private async killLoop(): Promise<void> {
    for (let round = 0; !this.enough() || this.pausedHolder !== 'resumed'; round += 1) {
      await sleep(1500 + 2500 * chance(this.seed, 'pause', round));
      if (this.enough()) continue;
      const target = this.next(round);
      const running = target.kinds.filter(
        (kind) => kind !== this.pausedHolder && this.platform.supervisor.isReady(kind),
      );
      const victim = running[Math.floor(chance(this.seed, 'victim', round) * running.length)];
      if (!victim) continue;
      const point = target.points[Math.floor(chance(this.seed, 'point', round) * target.points.length)];
      if (point) this.arm(victim, point, round);
      this.platform.supervisor.signal(victim, 'SIGKILL');
      const total = Object.values(this.kills).reduce((sum, count) => sum + count, 1);
      this.print(`      kill ${total}: ${victim}${point ? ` (its next life ends ${point})` : ''}`);
    }
    this.ended = true;
  }

  /** The kind that was killed least often so far; among equals by the seed. */
  private next(round: number): (typeof TARGETS)[number] {
    const least = Math.min(...Object.values(this.kills));
    const candidates = TARGETS.filter(({ name }) => (this.kills[name] ?? 0) <= least + 1);
    return candidates[Math.floor(chance(this.seed, 'target', round) * candidates.length)] as (typeof TARGETS)[number];
  }

  private arm(victim: string, point: string, round: number): void {
    const pass = 1 + Math.floor(chance(this.seed, 'pass', round) * 4);
    this.platform.supervisor.armNext(victim, { CRASH_POINT: `${point}:${pass}`, CRASH_LOG_FILE: this.crashLog });
  }

  /** The process that holds follow-up's relay lease is stopped for 30 s, then resumed: it must notice that it lost. */
  private async stopLeaseHolder(): Promise<void> {
    await sleep(15_000);
    const holder = await this.leaseHolder();
    this.pausedHolder = holder;
    this.platform.supervisor.signal(holder, 'SIGSTOP');
    this.print(`      ${holder} holds a lease and is stopped for ${STOP_MS / 1000} s`);
    await sleep(STOP_MS);
    this.platform.supervisor.signal(holder, 'SIGCONT');
    this.print(`      ${holder} goes on`);
    this.pausedHolder = 'resumed';
  }

  private async leaseHolder(): Promise<string> {
    for (;;) {
      try {
        const store = await mongoose
          .createConnection(this.platform.mongoUri, { serverSelectionTimeoutMS: 2000 })
          .asPromise();
        const lease = await store
          .useDb(FOLLOW_UP_DATABASE)
          .collection('leases')
          .findOne({ _id: 'relay' as never });
        await store.close();
        const port = String(lease?.holder ?? '')
          .split(':')
          .at(-1);
        const name = ['follow-up', 'follow-up-2'].find((process) => String(this.platform.ports[process]) === port);
        if (name && this.platform.supervisor.isReady(name)) return name;
      } catch {
        // The store is down at this moment: ask again.
      }
      await sleep(500);
    }
  }
}

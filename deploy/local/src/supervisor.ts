import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild, spawnBound } from './child';

/** A process to keep running. */
export interface ProcessSpec {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  /** Processes that must be ready before this one is started. */
  after?: string[];
  /** It calls the others for people outside: stopped before all of them, so that what it has begun is finished. */
  edge?: boolean;
  /** Whether it serves; asked every 100 ms after a start. */
  ready(): Promise<boolean>;
}

export interface ProcessStatus {
  name: string;
  pid: number | undefined;
  ready: boolean;
  /** How often it died without being asked to. */
  deaths: number;
}

interface Managed {
  spec: ProcessSpec;
  child?: ChildProcess;
  ready: boolean;
  deaths: number;
  /** Deaths since it was last ready. */
  failures: number;
  extraEnv?: Record<string, string>;
  log?: WriteStream;
}

export interface SupervisorEvents {
  started: [{ name: string; pid: number }];
  ready: [{ name: string; ms: number }];
  died: [{ name: string; pid: number; code: number | null; signal: NodeJS.Signals | null }];
  /** It died five times without ever becoming ready. */
  failing: [{ name: string; log: string }];
}

const READY_MS = 60_000;
const GIVE_UP = 5;
const ROTATE_BYTES = 20_000_000;

/** Starts processes in order, restarts what dies, stops them in reverse order. */
export class Supervisor extends EventEmitter<SupervisorEvents> {
  private readonly managed = new Map<string, Managed>();
  private stopping = false;

  constructor(
    specs: ProcessSpec[],
    private readonly logDir: string,
  ) {
    super();
    mkdirSync(logDir, { recursive: true });
    for (const spec of specs) this.managed.set(spec.name, { spec, ready: false, deaths: 0, failures: 0 });
  }

  /** Starts everything; each as soon as those it needs are ready. Rejects with one sentence when one does not come up. */
  async start(): Promise<void> {
    await Promise.all([...this.managed.values()].map((process) => this.bringUp(process)));
  }

  private async bringUp(managed: Managed): Promise<void> {
    const needed = (managed.spec.after ?? []).map((name) => this.get(name));
    const end = Date.now() + READY_MS * 2;
    while (!needed.every((other) => other.ready)) {
      if (this.stopping || Date.now() > end) return;
      await sleep(25);
    }
    this.spawn(managed);
    while (!managed.ready) {
      if (this.stopping) return;
      if (managed.failures >= GIVE_UP || Date.now() > end) throw new Error(this.failure(managed));
      await sleep(25);
    }
  }

  private failure = ({ spec }: Managed) => `${spec.name} does not start; its log is ${this.logFile(spec.name)}`;

  logFile = (name: string) => join(this.logDir, `${name}.log`);

  private spawn(managed: Managed): void {
    const { spec } = managed;
    const file = this.logFile(spec.name);
    if (!managed.log) {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > ROTATE_BYTES) renameSync(file, `${file}.1`);
      managed.log = createWriteStream(file, { flags: 'a' });
    }
    const started = Date.now();
    const child = spawnBound(spec.command, spec.args, {
      cwd: spec.cwd,
      env: { ...process.env, ...spec.env, ...managed.extraEnv },
      // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops everything in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    managed.extraEnv = undefined;
    managed.child = child;
    child.stdout?.pipe(managed.log, { end: false });
    child.stderr?.pipe(managed.log, { end: false });
    child.once('error', (error) => managed.log?.write(`${error.message}\n`));
    const pid = child.pid as number;
    this.emit('started', { name: spec.name, pid });
    void this.awaitReady(managed, child, started);
    child.once('exit', (code, signal) => {
      if (managed.child !== child) return;
      managed.child = undefined;
      managed.ready = false;
      if (this.stopping) return;
      managed.deaths += 1;
      managed.failures += 1;
      this.emit('died', { name: spec.name, pid, code, signal });
      if (managed.failures === GIVE_UP) this.emit('failing', { name: spec.name, log: this.logFile(spec.name) });
      // The first restart is at once, later ones wait longer and longer.
      const delay = managed.failures <= 1 ? 0 : Math.min(2000, 100 * 2 ** (managed.failures - 2));
      setTimeout(() => this.stopping || this.spawn(managed), delay);
    });
  }

  private async awaitReady(managed: Managed, child: ChildProcess, started: number): Promise<void> {
    while (managed.child === child && !this.stopping) {
      if (await managed.spec.ready().catch(() => false)) {
        if (managed.child !== child) return;
        managed.ready = true;
        managed.failures = 0;
        this.emit('ready', { name: managed.spec.name, ms: Date.now() - started });
        return;
      }
      await sleep(100);
    }
  }

  private get(name: string): Managed {
    const managed = this.managed.get(name);
    if (!managed) throw new Error(`There is no process ${name}.`);
    return managed;
  }

  get names(): string[] {
    return [...this.managed.keys()];
  }

  status(): ProcessStatus[] {
    return [...this.managed.values()].map(({ spec, child, ready, deaths }) => ({
      name: spec.name,
      pid: child?.pid,
      ready,
      deaths,
    }));
  }

  isReady = (name: string): boolean => this.get(name).ready;

  /** Sends a signal; false when the process is not running. */
  signal(name: string, signal: NodeJS.Signals): boolean {
    return this.get(name).child?.kill(signal) ?? false;
  }

  /** Variables for the next start of a process only; used to arm a crash point. */
  armNext(name: string, env: Record<string, string>): void {
    this.get(name).extraEnv = env;
  }

  /** Stops everything, what was started last first. */
  async stop(): Promise<void> {
    this.stopping = true;
    const edge = [...this.managed.values()].filter(({ spec }) => spec.edge);
    const waves = [edge, ...this.waves().reverse()];
    for (const wave of waves) {
      await Promise.all(wave.map((managed) => (managed.child ? endChild(managed.child) : undefined)));
    }
    for (const { log } of this.managed.values()) log?.end();
  }

  /** Processes grouped by how many steps they come after the first ones. */
  private waves(): Managed[][] {
    const depth = (name: string): number =>
      Math.max(0, ...(this.get(name).spec.after ?? []).map((before) => depth(before) + 1));
    const waves: Managed[][] = [];
    for (const [name, managed] of this.managed) {
      const level = depth(name);
      waves[level] = [...(waves[level] ?? []), managed];
    }
    return waves.filter(Boolean);
  }
}

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isListening } from './ports';
import { type ProcessSpec, Supervisor } from './supervisor';

/** A process that listens on a port and notes its end. */
async function listener(name: string, overrides: Partial<ProcessSpec> = {}): Promise<ProcessSpec & { port: number }> {
  const port = await freePort();
  const script = `
    require('node:net').createServer().listen(${port}, '127.0.0.1');
    process.on('SIGTERM', () => { console.log('ended ${name} ' + Date.now()); process.exit(0); });`;
  return { name, command: process.execPath, args: ['-e', script], ready: () => isListening(port), port, ...overrides };
}

const endOf = (supervisor: Supervisor, name: string) =>
  Number(/ended \S+ (\d+)/.exec(readFileSync(supervisor.logFile(name), 'utf8'))?.[1]);

describe('Supervisor', () => {
  const running: Supervisor[] = [];
  const supervise = (specs: ProcessSpec[]) => {
    const supervisor = new Supervisor(specs, mkdtempSync(join(tmpdir(), 'fairlead-supervisor-')));
    running.push(supervisor);
    return supervisor;
  };
  afterEach(() => Promise.all(running.splice(0).map((supervisor) => supervisor.stop())));

  it('starts in order, and stops what was started last first', async () => {
    const first = await listener('first');
    const second = await listener('second', { after: ['first'] });
    const supervisor = supervise([second, first]);
    const order: string[] = [];
    supervisor.on('ready', ({ name }) => order.push(name));
    await supervisor.start();
    expect(order).toEqual(['first', 'second']);
    await supervisor.stop();
    expect(endOf(supervisor, 'second')).toBeLessThanOrEqual(endOf(supervisor, 'first'));
    expect([await isListening(first.port), await isListening(second.port)]).toEqual([false, false]);
  });

  it('restarts what dies, with variables for the next life only', async () => {
    const spec = await listener('fragile');
    spec.args = ['-e', `${spec.args[1]} console.log('armed ' + process.env.ARMED);`];
    const supervisor = supervise([spec]);
    await supervisor.start();
    for (const armed of ['yes', undefined]) {
      if (armed) supervisor.armNext('fragile', { ARMED: armed });
      const pid = supervisor.status()[0]?.pid;
      supervisor.signal('fragile', 'SIGKILL');
      while (supervisor.status()[0]?.pid === pid || !supervisor.isReady('fragile')) await sleep(20);
    }
    expect(supervisor.status()[0]).toMatchObject({ ready: true, deaths: 2 });
    expect(readFileSync(supervisor.logFile('fragile'), 'utf8').match(/armed \w+/g)).toEqual([
      'armed undefined',
      'armed yes',
      'armed undefined',
    ]);
  });

  it('gives up with one sentence when something never comes up', async () => {
    const broken: ProcessSpec = {
      name: 'broken',
      command: process.execPath,
      args: ['-e', 'process.exit(3)'],
      ready: async () => false,
    };
    const supervisor = supervise([broken]);
    const failing: string[] = [];
    supervisor.on('failing', ({ name }) => failing.push(name));
    await expect(supervisor.start()).rejects.toThrow(/^broken does not start; its log is .*broken\.log$/);
    expect(failing).toEqual(['broken']);
  });
});

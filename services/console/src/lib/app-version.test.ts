import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchVersions } from './app-version';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Worker extends EventTarget {
  readonly asked: unknown[] = [];
  constructor(public state: string) {
    super();
  }
  postMessage = (message: unknown) => void this.asked.push(message);
  become(state: string) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

function browser({ controlled = true, waiting }: { controlled?: boolean; waiting?: Worker } = {}) {
  const registration = Object.assign(new EventTarget(), {
    waiting: waiting ?? null,
    installing: null as Worker | null,
    update: vi.fn(async () => undefined),
  });
  const container = Object.assign(new EventTarget(), {
    controller: controlled ? {} : null,
    register: async () => registration,
  });
  const offers: (() => void)[] = [];
  const reload = vi.fn();
  const leaving = new AbortController();
  const watch = { container, reload, onNew: (apply: () => void) => void offers.push(apply) };
  const started = watchVersions(watch as unknown as Parameters<typeof watchVersions>[0], leaving.signal);
  const takeControl = () => container.dispatchEvent(new Event('controllerchange'));
  return { registration, offers, reload, started, takeControl, leaving };
}

it('says nothing of the first installation', async () => {
  const { registration, offers, reload, started, takeControl } = browser({ controlled: false });
  await started;
  registration.installing = new Worker('installing');
  registration.dispatchEvent(new Event('updatefound'));
  registration.installing.become('installed');
  takeControl();
  expect([offers.length, reload.mock.calls.length]).toEqual([0, 0]);
});

it('offers a newer version, and reloads only when the person takes it', async () => {
  const { registration, offers, reload, started, takeControl } = browser();
  await started;
  const worker = new Worker('installing');
  registration.installing = worker;
  registration.dispatchEvent(new Event('updatefound'));
  worker.become('installed');
  expect([offers.length, reload.mock.calls.length]).toEqual([1, 0]);
  offers[0]?.();
  expect(worker.asked).toEqual([{ type: 'SKIP_WAITING' }]);
  takeControl();
  expect(reload).toHaveBeenCalledTimes(1);
});

it('offers one that waits already, and does not reload when another tab takes it', async () => {
  const { offers, reload, started, takeControl } = browser({ waiting: new Worker('installed') });
  await started;
  expect(offers).toHaveLength(1);
  takeControl();
  expect([offers.length, reload.mock.calls.length]).toEqual([2, 0]);
  offers[1]?.();
  expect(reload).toHaveBeenCalledTimes(1);
});

it('asks for newer versions once an hour, until the page goes', async () => {
  const { registration, started, leaving } = browser();
  await started;
  await vi.advanceTimersByTimeAsync(2 * 3_600_000);
  expect(registration.update).toHaveBeenCalledTimes(2);
  leaving.abort();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(registration.update).toHaveBeenCalledTimes(2);
});

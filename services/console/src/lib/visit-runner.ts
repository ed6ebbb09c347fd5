import { type Pass, pauseMs } from './visit-outbox';

/** Event of the window by which a page asks to send what is finished. */
export const SEND_VISITS = 'fairlead:send-visits';

interface RunnerDeps {
  /** One pass over what waits. */
  pass(): Promise<Pass>;
  onPass(pass: Pass): void;
  isOnline(): boolean;
  random(): number;
}

/** Makes passes one after another: at once when asked, after growing pauses while something is left. */
export class VisitRunner {
  private running = false;
  private again = false;
  private failures = 0;
  private timer?: ReturnType<typeof setTimeout>;
  private stopped = false;

  constructor(private readonly deps: RunnerDeps) {}

  /** There is a reason to believe that it works now: somebody asks, or the network came back. */
  now = (): void => {
    this.failures = 0;
    void this.run();
  };

  /** Something changed, perhaps in another tab: looks a little later, unless that is going to happen anyway. */
  soon = (): void => {
    if (!this.timer && !this.running) this.later();
  };

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private later(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), pauseMs(this.failures, this.deps.random()));
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.running) {
      this.again = true;
      return;
    }
    // Without a network nothing is tried; `now` comes when it is back.
    if (this.stopped || !this.deps.isOnline()) return;
    this.running = true;
    try {
      const pass = await this.deps.pass();
      this.failures = pass.left ? this.failures + 1 : 0;
      if (!this.stopped) this.deps.onPass(pass);
      if (pass.left) this.later();
    } catch {
      // Nothing can be kept on this device, so nothing waits; whoever writes a visit is told.
    } finally {
      this.running = false;
    }
    if (!this.again) return;
    this.again = false;
    await this.run();
  }
}

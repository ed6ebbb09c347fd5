import { appendFileSync } from 'node:fs';

/** Places at which fault tests let a process die; nothing is armed unless CRASH_POINT is set. */
export type CrashPoint = 'after-write' | 'after-append' | 'before-position' | 'after-send';

const [armedName, armedPass] = (process.env.CRASH_POINT ?? '').split(':');
let remaining = Number(armedPass ?? '1');

/** Kills this process like `kill -9` when the armed point is passed for the n-th time (CRASH_POINT=`name:n`). */
export function crashPoint(name: CrashPoint): void {
  if (name !== armedName) return;
  remaining -= 1;
  if (remaining > 0) return;
  const file = process.env.CRASH_LOG_FILE;
  if (file) appendFileSync(file, `${JSON.stringify({ point: name, pid: process.pid, time: new Date() })}\n`);
  process.kill(process.pid, 'SIGKILL');
  // The signal is asynchronous: nothing after this line may run.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

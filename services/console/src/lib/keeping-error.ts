/**
 * `full`: no more room on the device. `missing`: the browser keeps nothing here (private window, forbidden by a policy).
 * `tooMany`: as many drafts as there may be. `gone`: sent, being sent, or deleted meanwhile, perhaps in another tab.
 */
export type KeepingFault = 'full' | 'missing' | 'tooMany' | 'gone';

/** Something could not be kept on this device. */
export class KeepingError extends Error {
  constructor(
    readonly fault: KeepingFault,
    cause?: unknown,
  ) {
    super(`Not kept on this device: ${fault}.`, { cause });
  }
}

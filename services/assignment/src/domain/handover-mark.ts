/** Which way a handover moves something. */
export type Direction = 'out' | 'back';

/** Left in the ownership by the handover that wrote it last: it recognises its own work by it. */
export interface HandoverMark {
  handoverId: string;
  direction: Direction;
  /** It says something of this cycle only. */
  cycle: number;
}

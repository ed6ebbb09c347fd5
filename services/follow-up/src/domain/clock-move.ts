/** What the versions are of that running clocks move to. */
export type MoveTarget = 'policy' | 'calendar';

export type ClockMoveState = 'RUNNING' | 'DONE';

/** Running clocks move to a new version of their policy or calendar. */
export interface ClockMove {
  target: MoveTarget;
  targetId: string;
  version: number;
  state: ClockMoveState;
  publishTime: Date;
  endTime?: Date;
  /** Clocks that ran by an older version when it began. */
  totalCount: number;
  /** Clocks whose levels were moved; told when it is done. */
  movedCount: number;
}

export const moveId = ({ target, targetId, version }: Pick<ClockMove, 'target' | 'targetId' | 'version'>): string =>
  `${target}:${targetId}:${version}`;

/**
 * A clock may have been opened on the former version by somebody who had read it right before the publication: a scan that
 * finds nothing is the last one only when it began so long after it.
 */
export const isLastScan = (found: number, began: Date, { publishTime }: ClockMove, settleMs: number): boolean =>
  found === 0 && began.getTime() - publishTime.getTime() >= settleMs;

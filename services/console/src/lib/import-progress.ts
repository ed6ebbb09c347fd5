import type { Import } from '../api/imports';

export const isUnderWay = ({ state }: Pick<Import, 'state'>): boolean => /_(CHECKING|RUNNING)$/.test(state);
/** Whether its columns can be chosen and it can be started (again). */
export const mayStart = ({ state }: Pick<Import, 'state'>): boolean =>
  /_(UPLOADED|CHECKED|CANCELLED|FAILED)$/.test(state);

/** How far a run is: share of the rows, rows per second, milliseconds left; the latter two once there is a pace. */
export function progressOf(
  { rowsDone, rowCount, startTime }: Pick<Import, 'rowsDone' | 'rowCount' | 'startTime'>,
  now: number,
): { share: number; perSecond?: number; leftMs?: number } {
  const share = rowCount === 0 ? 1 : rowsDone / rowCount;
  const spentMs = startTime ? now - Date.parse(startTime) : 0;
  if (spentMs <= 0 || rowsDone === 0) return { share };
  return {
    share,
    perSecond: Math.round((rowsDone * 1000) / spentMs),
    leftMs: Math.round((spentMs * (rowCount - rowsDone)) / rowsDone),
  };
}

/** Something with an owner and a due time. */
interface Owned {
  ownerId: string;
  dueTime: string;
}

/** What a rep has to do. */
export interface Load {
  overdue: number;
  due: number;
}

/** Counts by owner what is overdue and what is due later. */
export function countByOwner(rows: readonly Owned[], now: number): Map<string, Load> {
  const loads = new Map<string, Load>();
  for (const { ownerId, dueTime } of rows) {
    const load = loads.get(ownerId) ?? { overdue: 0, due: 0 };
    if (Date.parse(dueTime) < now) load.overdue += 1;
    else load.due += 1;
    loads.set(ownerId, load);
  }
  return loads;
}

import { Faults } from '@fairlead/service-kit';

interface Window {
  pageSize: number;
  dueBefore?: Date | undefined;
  dueAfter?: Date | undefined;
}

/** Faults that every list of due things shares. */
export function checkDueWindow({ pageSize, dueBefore, dueAfter }: Window): Faults {
  const faults = new Faults().check(pageSize >= 0, 'page_size', 'must not be negative');
  const empty = dueBefore && dueAfter && dueAfter >= dueBefore;
  return faults.check(!empty, 'due_after', 'must be before due_before');
}

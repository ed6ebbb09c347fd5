import { type Change, notFound } from '@fairlead/service-kit';
import { addLeave, cancelLeave, type Leave, openLeaves, type Rep } from '../domain/rep';
import type { RepDoc } from '../repository/models';

/** Adds a leave. FAILED_PRECONDITION when it overlaps another one. */
export const addLeaveTo =
  (leave: Leave, now: Date) =>
  (rep: RepDoc): Change<Rep> =>
    withLeaves(rep, addLeave(rep.leaves, leave), now);

/** Takes a leave back. NOT_FOUND when the rep has no such leave. */
export const cancelLeaveOf =
  (leaveId: string, now: Date) =>
  (rep: RepDoc): Change<Rep> => {
    const kept = cancelLeave(rep.leaves, leaveId);
    if (!kept) throw notFound('leave', leaveId);
    return withLeaves(rep, kept, now);
  };

const withLeaves = (rep: RepDoc, leaves: Leave[], now: Date): Change<Rep> => ({
  set: { leaves },
  events: [
    {
      type: 'crm.assignment.rep.leaves_changed.v1',
      subject: rep._id,
      data: { repId: rep._id, leaves: openLeaves(leaves, now) },
    },
  ],
});

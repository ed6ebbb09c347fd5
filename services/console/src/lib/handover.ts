import type { Handover, HandoverVerb } from '../api/handovers';
import type { User } from '../api/types';

export const HANDOVER_STATES = [
  'DRAFT',
  'PENDING_APPROVAL',
  'APPROVED',
  'RUNNING',
  'AWAITING_ACKNOWLEDGEMENT',
  'DONE',
  'CANCELLED',
  'UNDOING',
  'UNDONE',
  'RETURNING',
  'RETURNED',
].map((word) => `HANDOVER_STATE_${word}`);

const wordOf = (state: string) => state.replace('HANDOVER_STATE_', '');

type Viewer = Pick<User, 'roles' | 'rep'>;

/** What the person may do with a handover now; the service decides, this only spares useless buttons. */
export function actionsOf(
  handover: Handover,
  { roles, rep }: Viewer,
  now: number,
): (HandoverVerb | 'edit' | 'reject')[] {
  const manages = roles.includes('admin') || roles.includes('manager');
  const leaver = rep !== undefined && rep === handover.fromRepId;
  const plans = manages || leaver;
  const decides = roles.includes('admin') || (roles.includes('manager') && !leaver);
  const own = handover.receivers.find(({ repId }) => repId === rep);
  switch (wordOf(handover.state)) {
    case 'DRAFT':
      return plans ? ['submit', 'edit', 'cancel'] : [];
    case 'PENDING_APPROVAL':
      return [...(decides ? (['approve', 'reject'] as const) : []), ...(plans ? (['cancel'] as const) : [])];
    case 'APPROVED':
      return plans ? ['cancel'] : [];
    case 'AWAITING_ACKNOWLEDGEMENT':
    case 'DONE': {
      const undoable = decides && Date.parse(handover.undoUntil ?? '') > now;
      const open = own && !own.acknowledgeTime;
      return [...(open ? (['acknowledge'] as const) : []), ...(undoable ? (['undo'] as const) : [])];
    }
    default:
      return [];
  }
}

/** How much of what is being carried out is done, from 0 to 1; undefined when nothing is. */
export function shareDone({ state, progress }: Pick<Handover, 'state' | 'progress'>): number | undefined {
  if (!progress) return undefined;
  const { planned, moved, skipped, returned, kept } = progress;
  const [done, left] = /_(UNDOING|RETURNING)$/.test(state) ? [returned + kept, moved] : [moved + skipped, planned];
  if (!/_(RUNNING|UNDOING|RETURNING)$/.test(state)) return undefined;
  return done + left === 0 ? 0 : done / (done + left);
}

/** Customers are known before it starts by a look ahead, afterwards by what became of each. */
export const isAhead = ({ state }: Pick<Handover, 'state'>) =>
  ['DRAFT', 'PENDING_APPROVAL', 'APPROVED'].includes(wordOf(state));

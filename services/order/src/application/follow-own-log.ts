import type { Handlers } from '@fairlead/service-kit';
import type { Deps } from './deps';

/**
 * Finishes what a crash after the write of an order left undone: its customer may have got another owner while it was
 * written, and the event that told so may have come before it.
 */
export const followOwnLog = ({ ownerships, orders }: Pick<Deps, 'ownerships' | 'orders'>): Handlers => ({
  'crm.order.order.created.v1': async ({ subject }) => {
    const copy = await ownerships.find(subject);
    // Mostly the command did it itself: that is no redelivery.
    return copy && (await orders.follow(subject, copy)) ? 'applied' : 'ignored';
  },
});

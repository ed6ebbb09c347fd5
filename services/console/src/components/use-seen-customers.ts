import { useEffect } from 'react';
import { useSession } from '../app/session';
import { visitStore } from '../lib/visit-store';

interface Seen {
  id: string;
  name: string;
  place: string;
}

/** Notes customers that the person works with, so that a visit can name them without a network. */
export function useSeenCustomers(customers: readonly Seen[]): void {
  const { user } = useSession();
  const wanted = JSON.stringify(customers.filter(({ name }) => name !== ''));
  useEffect(() => {
    const seen = JSON.parse(wanted) as Seen[];
    if (seen.length === 0) return;
    const seenTime = new Date().toISOString();
    // A device that keeps nothing costs the choice, not the page.
    const customersNow = seen.map((customer) => ({ ...customer, seenTime }));
    void visitStore()
      .see(user.id, customersNow)
      .catch(() => undefined);
  }, [wanted, user.id]);
}

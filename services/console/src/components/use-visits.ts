import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSession } from '../app/session';
import { visitStore } from '../lib/visit-store';

const visitsKey = (person: string) => ['visits', person];

/** The signed-in person's drafts of visits, newest first; they follow what any tab changes. */
export function useVisits() {
  const { user } = useSession();
  const queries = useQueryClient();
  useEffect(
    () => visitStore().onChange(() => void queries.invalidateQueries({ queryKey: visitsKey(user.id) })),
    [queries, user.id],
  );
  return useQuery({
    queryKey: visitsKey(user.id),
    queryFn: () => visitStore().list(user.id),
    networkMode: 'always',
    retry: false,
  });
}

/** Customers that the person may choose from without a network. */
export function useKnownCustomers() {
  const { user } = useSession();
  return useQuery({
    queryKey: ['known-customers', user.id],
    queryFn: () => visitStore().known(user.id),
    networkMode: 'always',
    retry: false,
  });
}

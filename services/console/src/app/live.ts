import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Refresher } from './refresher';

export type LiveState = 'live' | 'reconnecting';

interface LiveEvent {
  source: string;
  type: string;
  subject: string;
}

const OPEN_AGAIN_MS = 3000;
/** What many requests make up is refreshed at most this often. */
const PAUSES_MS = { board: 5000, dashboard: 5000, workload: 10_000 };
const EVERYTHING = [['my-day'], ['lists'], ['board'], ['dashboard'], ['workload'], ['customer'], ['notifications']];

/** The queries that an event makes stale. */
export function staleKeys({ source, type, subject }: LiveEvent): string[][] {
  if (source === 'notification') return [['notifications']];
  if (type.startsWith('crm.assignment.rep.') || type.startsWith('crm.assignment.team.')) return [['reps']];
  if (type.startsWith('crm.assignment.pool.')) return [['lists']];
  if (type.startsWith('crm.assignment.rule_set.')) return [['rule-sets']];
  return [['my-day'], ['lists'], ['board'], ['dashboard'], ['workload'], ['customer', subject]];
}

/** Follows the live events and refreshes what they concern, a few at a time. */
export function useLiveEvents(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('reconnecting');
  useEffect(() => follow(queries, setState), [queries]);
  return state;
}

function follow(queries: QueryClient, setState: (state: LiveState) => void): () => void {
  const refresher = new Refresher(queries, PAUSES_MS);
  let opening: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;
  const open = () => {
    source = new EventSource('/api/v1/events');
    source.onopen = () => {
      setState('live');
      // What happened while the stream was down.
      refresher.note(EVERYTHING);
    };
    source.onmessage = ({ data }) => refresher.note(staleKeys(JSON.parse(data) as LiveEvent));
    source.addEventListener('reset', () => refresher.note(EVERYTHING));
    source.onerror = () => {
      setState('reconnecting');
      // A browser does not try again after an answer that is no stream.
      if (source?.readyState === EventSource.CLOSED) opening = setTimeout(open, OPEN_AGAIN_MS);
    };
  };
  open();
  return () => {
    source?.close();
    refresher.stop();
    clearTimeout(opening);
  };
}

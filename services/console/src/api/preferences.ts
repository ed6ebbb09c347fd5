import { useQuery } from '@tanstack/react-query';
import { request } from './http';

/** What the signed-in person wants of messages outside the console. */
export interface Preferences {
  etag: string;
  address: string;
  locale: string;
  timeZone: string;
  mailUrgencies: string[];
  /** With its country code; empty: no short messages. */
  phone: string;
  smsUrgencies: string[];
  quietHours?: { from: string; to: string };
  digest: boolean;
}

export const usePreferences = (enabled: boolean) =>
  useQuery({
    queryKey: ['preferences'],
    queryFn: ({ signal }) => request<Preferences>('GET', '/preferences', { signal }),
    enabled,
  });

/** Saves what is named; quiet hours of null are switched off. */
export const savePreferences = (
  body: Partial<Omit<Preferences, 'etag' | 'quietHours'>> & { quietHours?: Preferences['quietHours'] | null },
  etag: string,
  requestId: string,
) => request<Preferences>('PATCH', '/preferences', { body, etag, requestId });

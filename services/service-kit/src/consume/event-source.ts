import type { event as proto } from '@fairlead/proto';
import type { EventLog, LoggedEvent } from '../events/event-log';
import { toProtoEvent } from '../events/event-log';
import type { LogTail } from '../events/log-tail';

/** What a consumer reads: events, or the position up to which there is nothing for it. */
export type Delivery = { event: proto.Event } | { position: number };

/** An event log, local or of another service. */
export interface EventSource {
  /** Service that owns the log. */
  readonly name: string;
  subscribe(after: number, types: string[], signal: AbortSignal): AsyncIterable<Delivery>;
}

type LogClient = Pick<proto.EventLogServiceClient, 'subscribe'>;

/** Another service's log over gRPC. */
export function remoteSource(name: string, client: LogClient): EventSource {
  return {
    name,
    async *subscribe(after, types, signal) {
      for await (const { item } of client.subscribe({ afterSequence: BigInt(after), types }, { signal })) {
        if (item?.$case === 'event') yield { event: item.value };
        else if (item?.$case === 'heartbeat') yield { position: Number(item.value.sequence) };
      }
    },
  };
}

/** This service's own log. */
export function localSource(log: EventLog, tail: LogTail): EventSource {
  return {
    name: log.service,
    async *subscribe(after, types, signal) {
      let position = after;
      await tail.open();
      try {
        while (!signal.aborted) {
          const events: LoggedEvent[] = await tail.after(position);
          for (const event of events) {
            if (types.length === 0 || types.includes(event.type)) yield { event: toProtoEvent(log.service, event) };
            position = event._id;
          }
          if (events.length > 0) yield { position };
          else await tail.wait(position, 5000, signal);
        }
      } finally {
        tail.close();
      }
    },
  };
}

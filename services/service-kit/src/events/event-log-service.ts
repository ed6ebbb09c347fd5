import type { event as proto } from '@fairlead/proto';
import type { CallContext } from 'nice-grpc';
import { type AccessScope, scopeOf } from '../auth/access-scope';
import { AppError, invalidArgument, unavailable } from '../errors/app-error';
import type { CallerContext } from '../grpc/server';
import { type EventLog, type LoggedEvent, toProtoEvent } from './event-log';
import type { LogTail } from './log-tail';

const HEARTBEAT_MS = 5000;

/** Tells which of these events a person may see; answers their positions. */
export type EventVisibility = (events: LoggedEvent[], scope: AccessScope) => Promise<Set<number>>;

/** Serves an event log to services, integrators and (within their scope) people. */
export class EventLogService implements proto.EventLogServiceImplementation<CallerContext> {
  constructor(
    private readonly log: EventLog,
    private readonly tail: LogTail,
    private readonly visible: EventVisibility,
    /** The list method that replaces events older than the log keeps. */
    private readonly snapshotMethod: string,
  ) {}

  async getHead(): Promise<proto.GetHeadResponse> {
    return { sequence: BigInt(await this.log.head()) };
  }

  async *subscribe(
    request: proto.SubscribeRequest,
    context: CallContext & CallerContext,
  ): AsyncGenerator<proto.SubscribeResponse> {
    if (request.afterSequence < 0n) {
      throw invalidArgument([{ field: 'after_sequence', description: 'must not be negative' }]);
    }
    const scope = scopeOf(context.principal);
    const head = await this.log.head();
    let position = request.fromNow ? head : Number(request.afterSequence);
    if (position > head) {
      throw new AppError('OUT_OF_RANGE', 'POSITION_AHEAD', `The log ends at ${head}.`, [], { head: String(head) });
    }
    await this.refuseTrimmed(position);
    await this.tail.open();
    try {
      let told = -1;
      let toldAt = Date.now();
      while (!context.signal.aborted) {
        const events = await this.tail.after(position);
        for (const event of await this.select(events, request, scope)) {
          if (request.untilHead && event._id > head) break;
          yield { item: { $case: 'event', value: toProtoEvent(this.log.service, event) } };
          told = event._id;
          toldAt = Date.now();
        }
        position = events.at(-1)?._id ?? position;
        if (request.untilHead && position >= head) {
          yield heartbeat(head);
          return;
        }
        if (events.length > 0 && this.tail.position > position) continue;
        if (position !== told || Date.now() - toldAt >= HEARTBEAT_MS) {
          yield heartbeat(position);
          told = position;
          toldAt = Date.now();
        }
        if (this.tail.isStopped) throw unavailable('DRAINING', 'This process is stopping; subscribe again.');
        await this.tail.wait(position, HEARTBEAT_MS, context.signal);
      }
    } finally {
      this.tail.close();
    }
  }

  private async refuseTrimmed(position: number): Promise<void> {
    const trimmed = await this.log.trimmedThrough();
    if (position >= trimmed) return;
    throw new AppError(
      'OUT_OF_RANGE',
      'POSITION_TRIMMED',
      `Events up to ${trimmed} are no longer kept; list the records by ${this.snapshotMethod} and follow from there.`,
      [],
      { snapshot_method: this.snapshotMethod, oldest: String(trimmed) },
    );
  }

  private async select(events: LoggedEvent[], request: proto.SubscribeRequest, scope: AccessScope) {
    const wanted = events.filter(
      (event) =>
        (request.types.length === 0 || request.types.includes(event.type)) &&
        (request.subject === '' || request.subject === event.subject),
    );
    if (scope.kind === 'all' || wanted.length === 0) return wanted;
    if (scope.kind === 'none') return [];
    const seen = await this.visible(wanted, scope);
    return wanted.filter((event) => seen.has(event._id));
  }
}

const heartbeat = (sequence: number): proto.SubscribeResponse => ({
  item: { $case: 'heartbeat', value: { sequence: BigInt(sequence) } },
});

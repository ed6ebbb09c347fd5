import { followup as proto } from '@fairlead/proto';
import type { AggregateDoc, CommandCall, NewEvent } from '@fairlead/service-kit';
import type { MoveTarget } from '../domain/clock-move';
import type { VersionedRepository } from '../repository/versioned-repository';
import type { Deps } from './deps';
import { ensureMove } from './move-clocks';
import { updateVersioned } from './update-versioned';

export type PublishDeps = Pick<Deps, 'policies' | 'calendars' | 'moves' | 'obligations'> & {
  /** There are clocks to move. */
  nudgeMover(): void;
};

interface Head {
  version: number;
  commandKey: string;
  moveTo?: number;
}

interface Publication<S> {
  target: MoveTarget;
  id: string;
  etag: string;
  decide: (doc: AggregateDoc<S>) => Partial<S>;
  /** Whether running clocks move to the new version; they keep theirs unless it says so. */
  apply: proto.RunningClocks;
  eventsOf?: (version: number) => NewEvent[];
}

/** Makes the next version of a policy or calendar, and notes that running clocks are to move to it when they are. */
export async function publish<S extends Head, R extends { version: number }>(
  deps: PublishDeps,
  { target, id, etag, decide, apply, eventsOf }: Publication<S>,
  call: CommandCall<S, R>,
): Promise<R> {
  const moves = apply === proto.RunningClocks.RUNNING_CLOCKS_MOVE;
  const repository = (target === 'policy' ? deps.policies : deps.calendars) as unknown as VersionedRepository<
    S,
    object
  >;
  const reply = await updateVersioned(repository, id, etag, decide, call, { ...(eventsOf ? { eventsOf } : {}), moves });
  if (moves) {
    const { now, actor } = call.context;
    await ensureMove(deps, { target, targetId: id, version: reply.version }, now, actor);
    deps.nudgeMover();
  }
  return reply;
}

import type { insight as proto } from '@fairlead/proto';
import { type CallerContext, type ConsumerStore, Faults, type MethodAccess } from '@fairlead/service-kit';
import { factConsumer, PROJECTORS } from '../application/project-facts';
import { type Orders, readDashboard } from '../application/read-dashboard';
import type { FigureRepository } from '../repository/figure-repository';
import { positionsOf } from './positions';

export const DASHBOARD_ACCESS: MethodAccess = { GetDashboard: 'any' };

const PERIOD_MS = 30 * 86_400_000;
const LONGEST_MS = 366 * 86_400_000;

/** Dashboards over gRPC. */
export class DashboardGrpc implements proto.DashboardServiceImplementation<CallerContext> {
  constructor(
    private readonly figures: FigureRepository,
    private readonly consumers: ConsumerStore,
    private readonly orders: Orders,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async getDashboard(request: proto.GetDashboardRequest, caller: CallerContext): Promise<proto.Dashboard> {
    const now = this.clock();
    const { ownerId, teamId, until = now } = request;
    const since = request.since ?? new Date(until.getTime() - PERIOD_MS);
    const faults = new Faults();
    if (ownerId !== '') faults.slug('owner_id', ownerId);
    if (teamId !== '') faults.slug('team_id', teamId);
    faults.check(until <= now, 'until', 'must not lie ahead');
    faults.check(since < until, 'since', 'must be before the end of the period');
    faults.check(until.getTime() - since.getTime() <= LONGEST_MS, 'since', 'must be at most a year before the end');
    faults.throwIfAny();
    const indexedThrough = await positionsOf(this.consumers, Object.keys(PROJECTORS), factConsumer);
    const asked = { narrowing: { ownerId, teamId }, period: { since, until }, now };
    return { ...(await readDashboard(this.figures, this.orders, asked, caller)), indexedThrough };
  }
}

import { type followup, workflow as proto } from '@fairlead/proto';
import {
  AppError,
  type CallerContext,
  Faults,
  fromClientError,
  type MethodAccess,
  onBehalfOf,
  STAFF,
} from '@fairlead/service-kit';
import { workflowsOf } from '../clock-workflow';
import type { Histories } from './histories';
import { nextOf } from './steps';

/** What the house does by itself is no matter of partners. */
export const PROCESS_ACCESS: MethodAccess = { GetProcess: STAFF, ListProcesses: STAFF };

const MAX_PAGE = 50;
const { ProcessState } = proto;

type Obligations = Pick<followup.ObligationServiceClient, 'getObligation' | 'listObligations'>;

/** gRPC edge of processes. What a caller may see is decided by follow-up, asked with the caller's own token. */
export class ProcessGrpc implements proto.ProcessServiceImplementation<CallerContext> {
  constructor(
    private readonly histories: Histories,
    private readonly obligations: Obligations,
  ) {}

  async getProcess({ processId }: proto.GetProcessRequest, { token }: CallerContext): Promise<proto.Process> {
    new Faults().check(processId !== '', 'process_id', 'is required').throwIfAny();
    const obligation = await asked(() =>
      this.obligations.getObligation({ obligationId: processId }, onBehalfOf({ token })),
    );
    const { workflowId, found: story } = await this.keeper(obligation, (id) => this.histories.story(id));
    const step = nextOf(story.steps);
    return {
      processId,
      workflowId,
      ...story,
      next: step && { step, levelId: obligation.nextLevel?.id ?? '' },
      retriedSteps: story.steps.filter(({ attempts }) => attempts > 1).length,
    };
  }

  async listProcesses(
    { filter }: proto.ListProcessesRequest,
    { token }: CallerContext,
  ): Promise<proto.ListProcessesResponse> {
    const size = filter?.pageSize ?? 0;
    new Faults().check(size >= 0, 'filter.page_size', 'must not be negative').throwIfAny();
    const pageSize = Math.min(size || MAX_PAGE, MAX_PAGE);
    const page = await asked(() => this.obligations.listObligations({ ...filter, pageSize }, onBehalfOf({ token })));
    const summaries = await this.summaries(page.obligations);
    return {
      processes: page.obligations.map((obligation, index) => ({ obligation, summary: summaries?.[index] })),
      nextPageToken: page.nextPageToken,
      historiesAvailable: summaries !== undefined,
    };
  }

  /** What is read of the workflow that keeps an obligation's time: of those that may, the first that there is. */
  private async keeper<T extends { state: proto.ProcessState }>(
    obligation: followup.Obligation,
    read: (workflowId: string) => Promise<T>,
  ): Promise<{ workflowId: string; found: T }> {
    const [first = '', ...others] = workflowsOf(obligation);
    let keeper = { workflowId: first, found: await read(first) };
    for (const workflowId of others) {
      if (keeper.found.state !== ProcessState.PROCESS_STATE_NO_HISTORY) break;
      const found = await read(workflowId);
      if (found.state !== ProcessState.PROCESS_STATE_NO_HISTORY) keeper = { workflowId, found };
    }
    return keeper;
  }

  /** Undefined while the histories cannot be read: the records are shown all the same. */
  private async summaries(obligations: followup.Obligation[]): Promise<proto.ProcessSummary[] | undefined> {
    try {
      return await Promise.all(
        obligations.map(
          async (obligation) => (await this.keeper(obligation, (id) => this.histories.summary(id))).found,
        ),
      );
    } catch (error) {
      if (error instanceof AppError && error.reason === 'TEMPORAL_UNAVAILABLE') return undefined;
      throw error;
    }
  }
}

async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw fromClientError(error);
  }
}

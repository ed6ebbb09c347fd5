import { followup as proto } from '@fairlead/proto';
import { type CallerContext, commandCall, Faults, type MethodAccess, scopeOf } from '@fairlead/service-kit';
import { complete, reopen } from '../application/change-task';
import { createTask } from '../application/create-task';
import type { Deps } from '../application/deps';
import { parseNewTask } from './follow-up-requests';
import { checkDueWindow } from './list-requests';
import { TASK_REPLY, toTask } from './messages';

const WRITERS = ['rep', 'partner', 'manager', 'admin'] as const;

export const TASK_ACCESS: MethodAccess = {
  CreateTask: WRITERS,
  ListTasks: 'any',
  CompleteTask: WRITERS,
  ReopenTask: WRITERS,
};

/** Tasks over gRPC. */
export class TaskGrpc implements proto.TaskServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: Deps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async createTask(request: proto.CreateTaskRequest, context: CallerContext): Promise<proto.Task> {
    const input = parseNewTask(request);
    const call = commandCall(context, 'CreateTask', proto.CreateTaskRequest, request, TASK_REPLY, this.clock());
    return createTask(this.deps, input, call);
  }

  async listTasks(request: proto.ListTasksRequest, { principal }: CallerContext): Promise<proto.ListTasksResponse> {
    const { ownerId, customerId, ...rest } = request;
    const faults = checkDueWindow(request);
    if (ownerId !== '') faults.slug('owner_id', ownerId);
    if (customerId !== '') faults.uuid('customer_id', customerId);
    faults.throwIfAny();
    const query = { ownerId, customerId, ...rest, caller: principal.sub };
    const { docs, nextPageToken } = await this.deps.tasks.list(query, scopeOf(principal));
    return { tasks: docs.map(toTask), nextPageToken };
  }

  async completeTask(request: proto.CompleteTaskRequest, context: CallerContext): Promise<proto.Task> {
    checkTaskCommand(request);
    const now = this.clock();
    const call = commandCall(context, 'CompleteTask', proto.CompleteTaskRequest, request, TASK_REPLY, now);
    return complete(this.deps, request.taskId, call);
  }

  async reopenTask(request: proto.ReopenTaskRequest, context: CallerContext): Promise<proto.Task> {
    checkTaskCommand(request);
    const now = this.clock();
    const call = commandCall(context, 'ReopenTask', proto.ReopenTaskRequest, request, TASK_REPLY, now);
    return reopen(this.deps, request.taskId, call);
  }
}

const checkTaskCommand = ({ taskId, requestId }: { taskId: string; requestId: string }) =>
  new Faults().uuid('task_id', taskId).uuid('request_id', requestId).throwIfAny();

import { query, request } from './http';
import type { Customer, FollowUp, LeadOwnership, Obligation, Task } from './types';

const newId = (): string => crypto.randomUUID();

/** What a command may carry besides its content. */
export interface CommandOptions {
  /** Version that was read: the command is refused when there is a newer one. */
  etag?: string;
  /** The same for every repetition of one command. */
  requestId?: string;
  signal?: AbortSignal;
}

const post = <T>(path: string, body: unknown, { requestId = newId(), etag, signal }: CommandOptions = {}) =>
  request<T>('POST', path, { body, requestId, etag, signal });
const at = (id: string) => encodeURIComponent(id);

export interface FollowUpInput {
  method: string;
  outcome: string;
  content: string;
  occurTime?: string;
  nextStep?: string;
  nextStepDue?: string;
}

export const logFollowUp = (customerId: string, body: FollowUpInput, requestId: string, signal?: AbortSignal) =>
  post<FollowUp>(`/customers/${at(customerId)}/follow-ups`, body, { requestId, signal });

export const claimLead = (leadId: string) => post<LeadOwnership>(`/leads/${at(leadId)}:claim`, {});
export const assignLead = (leadId: string, repId: string, options?: CommandOptions) =>
  post<LeadOwnership>(`/leads/${at(leadId)}:assign`, { repId }, options);
export const returnLead = (leadId: string, cycle: number, reason: string) =>
  post<LeadOwnership>(`/leads/${at(leadId)}:return`, { cycle, reason });
export const moveToPool = (leadId: string, poolId: string, reason: string) =>
  post<LeadOwnership>(`/leads/${at(leadId)}:moveToPool`, { poolId, reason });

export interface TaskInput {
  customerId: string;
  title: string;
  dueTime: string;
  ownerId?: string;
}
export const createTask = (task: TaskInput, options?: CommandOptions) => post<Task>('/tasks', task, options);
export const completeTask = (taskId: string) => post<Task>(`/tasks/${at(taskId)}:complete`, {});
export const reopenTask = (taskId: string) => post<Task>(`/tasks/${at(taskId)}:reopen`, {});

export const pauseObligation = (id: string, body: { until: string; reason: string }, options?: CommandOptions) =>
  post<Obligation>(`/obligations/${at(id)}:pause`, body, options);
export const resumeObligation = (id: string) => post<Obligation>(`/obligations/${at(id)}:resume`, {});

/** `overrideReason`: why although the playbook asks for more first; managers only. */
export const changeStage = (customerId: string, stage: string, options?: CommandOptions, overrideReason = '') =>
  post<Customer>(`/customers/${at(customerId)}:changeStage`, { stage, overrideReason }, options);

export const createLead = (lead: unknown, { askFirst, requestId }: { askFirst: boolean; requestId: string }) =>
  post<Customer>(`/leads${query({ refusePossibleDuplicates: askFirst ? 'true' : '' })}`, lead, { requestId });

/** Changes of a profile; `askFirst` refuses possible duplicates too, so that the person can be asked. */
export interface ProfileInput {
  body: Partial<Pick<Customer, 'tags' | 'contacts'>> & Record<string, unknown>;
  askFirst?: boolean;
}
export const updateCustomer = (
  customerId: string,
  { body, askFirst }: ProfileInput,
  { etag, requestId = newId() }: CommandOptions,
) => {
  const path = `/customers/${at(customerId)}${query({ refusePossibleDuplicates: askFirst ? 'true' : '' })}`;
  return request<Customer>('PATCH', path, { body, etag, requestId });
};
export const changeTags = (customerId: string, tags: string[], options: CommandOptions) =>
  updateCustomer(customerId, { body: { tags } }, options);

export const convertLead = (customerId: string) => post<Customer>(`/customers/${at(customerId)}:convert`, {});
export const markLost = (customerId: string, reason: string) =>
  post<Customer>(`/customers/${at(customerId)}:markLost`, { reason });

export const markNotifications = (notificationIds: string[], read: boolean) =>
  post<{ changed: number }>('/notifications:mark', { notificationIds, read });

export const signIn = (username: string, password: string) =>
  request<{ user: import('./types').User }>('POST', '/session', { body: { username, password } });
export const signOut = () => request<void>('DELETE', '/session');

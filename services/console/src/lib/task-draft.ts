/** A task that somebody is typing, kept until it is created. */
export interface TaskDraft {
  title: string;
  /** Wall-clock time of the writer's zone, as its field gives it. */
  due: string;
  /** Command of exactly this content: a repetition after a lost answer creates nothing twice. */
  requestId: string;
}

export const emptyTask = (requestId: string): TaskDraft => ({ title: '', due: '', requestId });

export const isTaskDraft = (value: unknown): value is TaskDraft => {
  const draft = (value ?? {}) as Partial<TaskDraft>;
  return [draft.title, draft.due, draft.requestId].every((text) => typeof text === 'string');
};

import type { customer } from '@fairlead/proto';

export type PlaybookRoundState = 'RUNNING' | 'DONE';

/** Items of the playbook were published for the customers that stand in their stage too: these get their tasks one by one. */
export interface PlaybookRound {
  stage: customer.Stage;
  /** Items that become tasks; at most 30. */
  items: string[];
  publishTime: Date;
  state: PlaybookRoundState;
  /** Page of the customers at which it goes on; empty: the first. */
  pageToken: string;
  /** Customers looked at so far. */
  lookedCount: number;
  endTime?: Date;
}

/** The same whoever hears of the publication, and however often. */
export const roundId = (stage: customer.Stage, playbookRevision: number): string => `${stage}:${playbookRevision}`;

export const newRound = (stage: customer.Stage, items: string[], publishTime: Date): PlaybookRound => ({
  stage,
  items,
  publishTime,
  state: 'RUNNING',
  pageToken: '',
  lookedCount: 0,
});

/**
 * Whoever enters the stage right after the publication may be told by the former playbook, which is held in memory for a
 * moment: a round begins when that is over, so that these customers stand in the stage already.
 */
export const mayBegin = ({ publishTime }: PlaybookRound, now: Date, settleMs: number): boolean =>
  now.getTime() - publishTime.getTime() >= settleMs;

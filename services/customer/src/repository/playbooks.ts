import type { PendingHint } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { EMPTY_PLAYBOOK, type Playbook } from '../domain/playbook';
import { CurrentPolicy } from './current-policy';
import type { PlaybookDoc } from './models';

/** The one playbook there is. */
export const PLAYBOOK = 'playbook';

/** The playbook; changes of stages read it from memory. */
export class Playbooks extends CurrentPolicy<Playbook> {
  constructor(model: Model<PlaybookDoc>, hint: PendingHint) {
    super(PLAYBOOK, EMPTY_PLAYBOOK, model, hint);
  }
}

import { customer as proto } from '@fairlead/proto';

const { MatchAction } = proto;

/** What an equal match key means. */
export interface MatchPolicy {
  phone: proto.MatchAction;
  email: proto.MatchAction;
  companyName: proto.MatchAction;
}

export const DEFAULT_MATCH_POLICY: MatchPolicy = {
  phone: MatchAction.MATCH_ACTION_BLOCK,
  email: MatchAction.MATCH_ACTION_BLOCK,
  companyName: MatchAction.MATCH_ACTION_WARN,
};

/** A record's key in another system is unique whatever the policy. */
export function actionFor(
  field: 'phone' | 'email' | 'external_ref' | 'company_name',
  policy: MatchPolicy,
): proto.MatchAction {
  switch (field) {
    case 'external_ref':
      return MatchAction.MATCH_ACTION_BLOCK;
    case 'company_name':
      return policy.companyName;
    default:
      return policy[field];
  }
}

/** Whether an equal key refuses a write; `strict`: the caller can ask a person. */
export const refuses = (action: proto.MatchAction, strict: boolean) =>
  action === MatchAction.MATCH_ACTION_BLOCK || (strict && action === MatchAction.MATCH_ACTION_WARN);

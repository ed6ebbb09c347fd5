import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

// Typed search attributes of all workflows; no personal data.
export const KIND = defineSearchAttributeKey('FairleadKind', SearchAttributeType.KEYWORD);
export const OWNER = defineSearchAttributeKey('FairleadOwner', SearchAttributeType.KEYWORD);
export const TEAM = defineSearchAttributeKey('FairleadTeam', SearchAttributeType.KEYWORD);
export const SUBJECT = defineSearchAttributeKey('FairleadSubject', SearchAttributeType.KEYWORD);
export const STATE = defineSearchAttributeKey('FairleadState', SearchAttributeType.KEYWORD);
export const DUE = defineSearchAttributeKey('FairleadDue', SearchAttributeType.DATETIME);

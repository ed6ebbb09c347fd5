import { en } from '../i18n/en';

/** Stages of the sale, in their order. */
export const STAGES = Object.keys(en.stage);
/** States of a customer. */
export const STATES = Object.keys(en.state);
/** States of an obligation. */
export const OBLIGATION_STATES = Object.keys(en.obligationState);
/** What the API sorts customers by; the first is its default. */
export const ORDERS = { updated: 'update_time desc', created: 'create_time desc', name: 'display_name' } as const;
/** Why a lead lies in a pool. */
export const REASONS = Object.keys(en.reason);
/** How much a customer may be worth. */
export const VALUE_LEVELS = Object.keys(en.valueLevel);
/** Where an order stands. */
export const ORDER_STATES = Object.keys(en.orderState);
/** Where a registration stands. */
export const REGISTRATION_STATES = Object.keys(en.registrationState);
/** Kinds of cases. */
export const CASE_KINDS = Object.keys(en.caseKind);
/** Where a case stands. */
export const CASE_STATES = Object.keys(en.caseState);
/** How urgent a case is. */
export const CASE_PRIORITIES = Object.keys(en.casePriority);
/** Where a case came from; those that people choose. */
export const CASE_CHANNELS = Object.keys(en.caseChannel);
/** How much a message matters. */
export const URGENCIES = Object.keys(en.urgency);
/** Kinds of messages. */
export const MESSAGE_KINDS = Object.keys(en.inbox).filter((key) => key.includes('_'));
/** Ways out of the console. */
export const DELIVERY_CHANNELS = Object.keys(en.deliveryChannel);
/** Channels whose messages have words. */
export const TEMPLATE_CHANNELS = DELIVERY_CHANNELS.filter((channel) => channel !== 'webhook');
export const ROBOT_KINDS = Object.keys(en.robotKind);
/** What became of a message outside the console. */
export const DELIVERY_STATES = Object.keys(en.deliveryState);

import { notification as proto } from '@fairlead/proto';
import { Faults } from '@fairlead/service-kit';
import { inRobot, type NewRobot, type RobotChange } from '../application/change-team-robot';
import type { Locale } from '../domain/preferences';
import type { RobotKey, RobotKind } from '../domain/robot-message';
import { robotFaults, robotKeyFaults } from '../domain/team-robot';
import { endpointFaults, MAX_OVERLAP_HOURS, type WebhookEndpoint } from '../domain/webhook-endpoint';

const ENDPOINT_FIELDS = ['url', 'description', 'event_types', 'active'];
const ROBOT_FIELDS = ['description', 'urgencies', 'locale', 'time_zone', 'active', 'key'];

type EndpointValues = Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes'>;

export function parseNewEndpoint(
  { endpoint: given, requestId }: proto.CreateWebhookEndpointRequest,
  internalAllowed: boolean,
): EndpointValues {
  const faults = new Faults().uuid('request_id', requestId).check(given !== undefined, 'endpoint', 'is required');
  const endpoint = given ?? proto.WebhookEndpoint.create();
  checkOutputOnly(faults, 'endpoint', endpoint, ['name', 'id', 'etag', 'createTime', 'updateTime', 'disabledReason']);
  const { url, description, eventTypes } = endpoint;
  const values = { url, description, eventTypes };
  if (given) faults.addAll(inEndpoint(endpointFaults(values, internalAllowed)));
  faults.throwIfAny();
  return values;
}

export function parseEndpointUpdate(
  { endpoint: given, updateMask, requestId }: proto.UpdateWebhookEndpointRequest,
  internalAllowed: boolean,
) {
  const faults = new Faults().uuid('request_id', requestId).check(given !== undefined, 'endpoint', 'is required');
  const fields = checkMask(faults, updateMask, ENDPOINT_FIELDS);
  const endpoint = given ?? proto.WebhookEndpoint.create();
  if (given) checkChanged(faults, 'endpoint', endpoint);
  const values: Partial<EndpointValues & Pick<WebhookEndpoint, 'active'>> = {};
  if (fields.includes('url')) values.url = endpoint.url;
  if (fields.includes('description')) values.description = endpoint.description;
  if (fields.includes('event_types')) values.eventTypes = endpoint.eventTypes;
  if (fields.includes('active')) values.active = endpoint.active;
  faults.addAll(inEndpoint(endpointFaults(values, internalAllowed))).throwIfAny();
  return { id: endpoint.id, etag: endpoint.etag, values, fields };
}

export function checkRotation({ endpointId, overlapHours, requestId }: proto.RotateWebhookSecretRequest): void {
  new Faults()
    .uuid('endpoint_id', endpointId)
    .uuid('request_id', requestId)
    .check(overlapHours >= 0 && overlapHours <= MAX_OVERLAP_HOURS, 'overlap_hours', `must be 0 to ${MAX_OVERLAP_HOURS}`)
    .throwIfAny();
}

export function parseNewRobot({ robot: given, requestId }: proto.CreateTeamRobotRequest): {
  robot: NewRobot;
  key: RobotKey;
} {
  const faults = new Faults().uuid('request_id', requestId).check(given !== undefined, 'robot', 'is required');
  const from = given ?? proto.TeamRobot.create();
  checkOutputOnly(faults, 'robot', from, ['name', 'id', 'etag', 'createTime', 'updateTime', 'disabledReason']);
  const { teamId, description, urgencies, locale, timeZone, key, secret } = from;
  const kind = KINDS.get(from.kind);
  const robot = { teamId, kind: kind ?? 'wecom', description, urgencies, locale: locale as Locale, timeZone };
  if (given) {
    faults.slug('robot.team_id', teamId).check(kind !== undefined, 'robot.kind', 'is required');
    faults.addAll(inRobot([...robotFaults(robot), ...robotKeyFaults(robot.kind, key, secret)]));
  }
  faults.throwIfAny();
  return { robot, key: { key, secret } };
}

const KINDS = new Map<proto.RobotKind, RobotKind>([
  [proto.RobotKind.ROBOT_KIND_WECOM, 'wecom'],
  [proto.RobotKind.ROBOT_KIND_DINGTALK, 'dingtalk'],
]);

export function parseRobotUpdate({ robot: given, updateMask, requestId }: proto.UpdateTeamRobotRequest): RobotChange {
  const faults = new Faults().uuid('request_id', requestId).check(given !== undefined, 'robot', 'is required');
  const fields = checkMask(faults, updateMask, ROBOT_FIELDS);
  const robot = given ?? proto.TeamRobot.create();
  if (given) checkChanged(faults, 'robot', robot);
  const values: RobotChange['values'] = {};
  if (fields.includes('description')) values.description = robot.description;
  if (fields.includes('urgencies')) values.urgencies = robot.urgencies;
  if (fields.includes('locale')) values.locale = robot.locale as Locale;
  if (fields.includes('time_zone')) values.timeZone = robot.timeZone;
  if (fields.includes('active')) values.active = robot.active;
  faults.addAll(inRobot(robotFaults(values))).throwIfAny();
  const key = fields.includes('key') ? { key: { key: robot.key, secret: robot.secret } } : {};
  return { id: robot.id, etag: robot.etag, values, ...key, fields };
}

/** Ids of targets are made by the service. */
export const checkTargetId = (field: string, id: string): Faults => new Faults().uuid(field, id);

const inEndpoint = (faults: { field: string; description: string }[]) =>
  faults.map(({ field, description }) => ({ field: `endpoint.${field}`, description }));

function checkMask(faults: Faults, mask: string[] | undefined, allowed: string[]): string[] {
  const fields = [...new Set(mask ?? [])];
  faults.check(fields.length > 0, 'update_mask', `is required: some of ${allowed.join(', ')}`);
  for (const field of fields) faults.check(allowed.includes(field), 'update_mask', `${field} cannot be changed`);
  return fields;
}

function checkChanged(faults: Faults, path: string, { id, etag }: { id: string; etag: string }): void {
  faults.uuid(`${path}.id`, id).check(etag !== '', `${path}.etag`, 'is required: send back the one that was read');
}

function checkOutputOnly<T extends object>(faults: Faults, path: string, record: T, names: (keyof T & string)[]): void {
  for (const name of names) {
    const field = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    faults.check(!record[name], `${path}.${field}`, 'is output only');
  }
}

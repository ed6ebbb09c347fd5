import { notification as proto } from '@fairlead/proto';
import type { Reply } from '@fairlead/service-kit';
import type { RobotKind } from '../domain/robot-message';
import type { TeamRobot } from '../domain/team-robot';
import { secretsInForce, type WebhookEndpoint } from '../domain/webhook-endpoint';
import type { TeamRobotDoc } from '../repository/team-robot-repository';
import type { WebhookEndpointDoc } from '../repository/webhook-endpoint-repository';

export const toEndpoint = (doc: WebhookEndpointDoc, now: Date = doc.updateTime): proto.WebhookEndpoint => ({
  name: `webhookEndpoints/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  url: doc.url,
  description: doc.description,
  eventTypes: doc.eventTypes,
  active: doc.active,
  disabledReason: doc.disabledReason,
  secrets: secretsInForce(doc, now).map(({ id, createTime, expireTime }) => ({ id, createTime, expireTime })),
  createTime: doc.createTime,
  updateTime: doc.updateTime,
});

export const KIND_TO_PROTO: Record<RobotKind, proto.RobotKind> = {
  wecom: proto.RobotKind.ROBOT_KIND_WECOM,
  dingtalk: proto.RobotKind.ROBOT_KIND_DINGTALK,
};

/** Without its key, which nobody is shown again. */
export const toRobot = (doc: TeamRobotDoc): proto.TeamRobot => ({
  name: `teamRobots/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  teamId: doc.teamId,
  kind: KIND_TO_PROTO[doc.kind],
  description: doc.description,
  urgencies: doc.urgencies,
  locale: doc.locale,
  timeZone: doc.timeZone,
  active: doc.active,
  disabledReason: doc.disabledReason,
  key: '',
  secret: '',
  createTime: doc.createTime,
  updateTime: doc.updateTime,
});

export const ENDPOINT_REPLY: Reply<WebhookEndpoint, proto.WebhookEndpoint> = {
  codec: proto.WebhookEndpoint,
  of: (doc) => toEndpoint(doc),
};
export const ROBOT_REPLY: Reply<TeamRobot, proto.TeamRobot> = { codec: proto.TeamRobot, of: toRobot };

import { notification as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandCall,
  decodePageToken,
  encodePageToken,
  Faults,
  type MethodAccess,
  notFound,
  pageSize,
  type Role,
} from '@fairlead/service-kit';
import { createRobot, type RobotDeps, updateRobot } from '../application/change-team-robot';
import {
  createEndpoint,
  type EndpointDeps,
  rotateSecret,
  updateEndpoint,
} from '../application/change-webhook-endpoint';
import { type TestDeps, testTarget } from '../application/test-target';
import type { Channel } from '../domain/channel';
import { newRobot, newWebhook, robotId, webhookId } from '../domain/channel-deliveries';
import { DEFAULT_PREFERENCES } from '../domain/preferences';
import { WEBHOOK_TYPES } from '../domain/webhook-endpoint';
import { ENDPOINT_REPLY, ROBOT_REPLY, toEndpoint, toRobot } from './channel-messages';
import {
  checkRotation,
  checkTargetId,
  parseEndpointUpdate,
  parseNewEndpoint,
  parseNewRobot,
  parseRobotUpdate,
} from './channel-requests';
import { DELIVERY_REPLY } from './delivery-messages';

const READERS: Role[] = ['operator', 'admin'];

export const CHANNEL_ACCESS: MethodAccess = {
  GetChannels: READERS,
  ListWebhookEndpoints: READERS,
  GetWebhookEndpoint: READERS,
  CreateWebhookEndpoint: ['admin'],
  UpdateWebhookEndpoint: ['admin'],
  RotateWebhookSecret: ['admin'],
  TestWebhookEndpoint: ['admin'],
  ListTeamRobots: READERS,
  GetTeamRobot: READERS,
  CreateTeamRobot: ['admin'],
  UpdateTeamRobot: ['admin'],
  TestTeamRobot: ['admin'],
};

export interface ChannelDeps extends EndpointDeps, RobotDeps, TestDeps {
  channels: ReadonlySet<Channel>;
  internalAllowed: boolean;
}

/** gRPC edge of webhook endpoints and the robots of teams. */
export class ChannelGrpc implements proto.ChannelServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: ChannelDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async getChannels(): Promise<proto.Channels> {
    const { channels, internalAllowed } = this.deps;
    return { configured: [...channels], eventTypes: [...WEBHOOK_TYPES], internalAllowed };
  }

  async listWebhookEndpoints(): Promise<proto.ListWebhookEndpointsResponse> {
    const now = this.clock();
    return { endpoints: (await this.deps.endpoints.all()).map((doc) => toEndpoint(doc, now)) };
  }

  async getWebhookEndpoint({ endpointId }: proto.GetWebhookEndpointRequest): Promise<proto.WebhookEndpoint> {
    return toEndpoint(await this.endpoint(endpointId), this.clock());
  }

  async createWebhookEndpoint(
    request: proto.CreateWebhookEndpointRequest,
    context: CallerContext,
  ): Promise<proto.WebhookEndpointSecret> {
    const values = parseNewEndpoint(request, this.deps.internalAllowed);
    const codec = proto.CreateWebhookEndpointRequest;
    const call = commandCall(context, 'CreateWebhookEndpoint', codec, request, ENDPOINT_REPLY, this.clock());
    const { reply, secret } = await createEndpoint(this.deps, values, call);
    return { endpoint: reply, secret };
  }

  async updateWebhookEndpoint(
    request: proto.UpdateWebhookEndpointRequest,
    context: CallerContext,
  ): Promise<proto.WebhookEndpoint> {
    const change = parseEndpointUpdate(request, this.deps.internalAllowed);
    const codec = proto.UpdateWebhookEndpointRequest;
    const call = commandCall(context, 'UpdateWebhookEndpoint', codec, request, ENDPOINT_REPLY, this.clock());
    return updateEndpoint(this.deps, change, call);
  }

  async rotateWebhookSecret(
    request: proto.RotateWebhookSecretRequest,
    context: CallerContext,
  ): Promise<proto.WebhookEndpointSecret> {
    checkRotation(request);
    const codec = proto.RotateWebhookSecretRequest;
    const call = commandCall(context, 'RotateWebhookSecret', codec, request, ENDPOINT_REPLY, this.clock());
    const { reply, secret } = await rotateSecret(this.deps, request.endpointId, request.overlapHours, call);
    return { endpoint: reply, secret };
  }

  async testWebhookEndpoint(
    request: proto.TestWebhookEndpointRequest,
    context: CallerContext,
  ): Promise<proto.Delivery> {
    checkTargetId('endpoint_id', request.endpointId).uuid('request_id', request.requestId).throwIfAny();
    const { _id } = await this.endpoint(request.endpointId);
    const codec = proto.TestWebhookEndpointRequest;
    const call = commandCall(context, 'TestWebhookEndpoint', codec, request, DELIVERY_REPLY, this.clock());
    return testTarget(
      this.deps,
      (id, content, now) => newWebhook(id, _id, content, now),
      (key) => webhookId(_id, key),
      call,
    );
  }

  async listTeamRobots(
    { teamId, ...page }: proto.ListTeamRobotsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListTeamRobotsResponse> {
    const binding = ['team-robots', teamId, principal.sub];
    const [after = ''] = decodePageToken(binding, page.pageToken, ['text']) ?? [];
    const size = pageSize(page.pageSize, 50, 200);
    if (teamId !== '') new Faults().slug('team_id', teamId).throwIfAny();
    const docs = await this.deps.robots.page(teamId, after, size + 1);
    const last = docs.length > size ? docs[size - 1] : undefined;
    return {
      robots: docs.slice(0, size).map(toRobot),
      nextPageToken: last ? encodePageToken(binding, [last._id]) : '',
    };
  }

  async getTeamRobot({ robotId: id }: proto.GetTeamRobotRequest): Promise<proto.TeamRobot> {
    return toRobot(await this.robot(id));
  }

  async createTeamRobot(request: proto.CreateTeamRobotRequest, context: CallerContext): Promise<proto.TeamRobot> {
    const { robot, key } = parseNewRobot(request);
    const codec = proto.CreateTeamRobotRequest;
    const call = commandCall(context, 'CreateTeamRobot', codec, request, ROBOT_REPLY, this.clock());
    return createRobot(this.deps, robot, key, call);
  }

  async updateTeamRobot(request: proto.UpdateTeamRobotRequest, context: CallerContext): Promise<proto.TeamRobot> {
    const change = parseRobotUpdate(request);
    const codec = proto.UpdateTeamRobotRequest;
    const call = commandCall(context, 'UpdateTeamRobot', codec, request, ROBOT_REPLY, this.clock());
    return updateRobot(this.deps, change, call);
  }

  async testTeamRobot(request: proto.TestTeamRobotRequest, context: CallerContext): Promise<proto.Delivery> {
    checkTargetId('robot_id', request.robotId).uuid('request_id', request.requestId).throwIfAny();
    const robot = await this.robot(request.robotId);
    const codec = proto.TestTeamRobotRequest;
    const call = commandCall(context, 'TestTeamRobot', codec, request, DELIVERY_REPLY, this.clock());
    return testTarget(
      this.deps,
      (id, content, now) => newRobot(id, robot, content, DEFAULT_PREFERENCES, now),
      (key) => robotId(robot._id, key),
      call,
    );
  }

  private async endpoint(id: string) {
    checkTargetId('endpoint_id', id).throwIfAny();
    const doc = await this.deps.endpoints.store.find(id);
    if (!doc) throw notFound('webhook endpoint', id);
    return doc;
  }

  private async robot(id: string) {
    checkTargetId('robot_id', id).throwIfAny();
    const doc = await this.deps.robots.store.find(id);
    if (!doc) throw notFound('team robot', id);
    return doc;
  }
}

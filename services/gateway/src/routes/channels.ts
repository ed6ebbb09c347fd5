import { notification } from '@fairlead/proto';
import { z } from 'zod';
import { NO_BODY, paging, type Route, route } from '../http/api-router';
import { maskOf, protoEnum } from '../http/fields';
import type { RouteDeps } from './deps';

const ENDPOINT = 'crm.notification.v1.WebhookEndpoint';
const WITH_SECRET = 'crm.notification.v1.WebhookEndpointSecret';
const ROBOT = 'crm.notification.v1.TeamRobot';
const DELIVERY = 'crm.notification.v1.Delivery';

const newEndpoint = z.strictObject({
  url: z.string(),
  description: z.string().optional(),
  eventTypes: z.array(z.string()).optional(),
});
const endpointValues = newEndpoint.partial().extend({ active: z.boolean().optional() });

const robotValues = z.strictObject({
  description: z.string().optional(),
  urgencies: z.array(protoEnum(notification.Urgency)).optional(),
  locale: z.string().optional(),
  timeZone: z.string().optional(),
  active: z.boolean().optional(),
  key: z.string().optional(),
  secret: z.string().optional(),
});
const newRobot = robotValues.omit({ active: true }).extend({
  teamId: z.string(),
  kind: protoEnum(notification.RobotKind),
  key: z.string(),
});

/** A secret goes with its key. */
const robotMask = (body: object): string[] => [
  ...new Set(maskOf(body).map((field) => (field === 'secret' ? 'key' : field))),
];

/** Webhook endpoints and the robots of teams. */
export function channelRoutes({ clients: { channels } }: RouteDeps): Route[] {
  const tag = 'Channels';
  return [
    route({
      method: 'get',
      path: '/channels',
      summary: 'Tells which channels are configured, and which types of message a webhook endpoint may ask for.',
      tag,
      answer: 'crm.notification.v1.Channels',
      handle: ({ options }) => channels.getChannels({}, options),
    }),
    route({
      method: 'get',
      path: '/webhook-endpoints',
      summary: 'Lists all webhook endpoints.',
      tag,
      answer: 'crm.notification.v1.ListWebhookEndpointsResponse',
      handle: ({ options }) => channels.listWebhookEndpoints({}, options),
    }),
    route({
      method: 'post',
      path: '/webhook-endpoints',
      summary: 'Registers a webhook endpoint. Its secret is answered here and never again.',
      tag,
      body: newEndpoint,
      command: true,
      status: 201,
      answer: WITH_SECRET,
      handle: ({ body, requestId, options }) => channels.createWebhookEndpoint({ endpoint: body, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/webhook-endpoints/{id}',
      summary: 'Reads a webhook endpoint.',
      tag,
      answer: ENDPOINT,
      handle: ({ params, options }) => channels.getWebhookEndpoint({ endpointId: params.id }, options),
    }),
    route({
      method: 'patch',
      path: '/webhook-endpoints/{id}',
      summary: 'Changes the fields of a webhook endpoint that the body names.',
      tag,
      body: endpointValues,
      command: true,
      ifMatch: 'required',
      answer: ENDPOINT,
      handle: ({ params, body, etag, requestId, options }) =>
        channels.updateWebhookEndpoint(
          { endpoint: { ...body, id: params.id, etag }, updateMask: maskOf(body), requestId },
          options,
        ),
    }),
    route({
      method: 'post',
      path: '/webhook-endpoints/{id}:rotate',
      summary: 'Gives a webhook endpoint a new secret; the former ones sign beside it for the hours given.',
      tag,
      body: z.strictObject({ overlapHours: z.int32() }),
      command: true,
      answer: WITH_SECRET,
      handle: ({ params, body, requestId, options }) =>
        channels.rotateWebhookSecret({ endpointId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/webhook-endpoints/{id}:test',
      summary: 'Sends a test to a webhook endpoint; the delivery says what became of it.',
      tag,
      body: NO_BODY,
      command: true,
      answer: DELIVERY,
      handle: ({ params, requestId, options }) =>
        channels.testWebhookEndpoint({ endpointId: params.id, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/team-robots',
      summary: 'Pages through the robots of teams.',
      tag,
      query: z.strictObject({ ...paging, teamId: z.string().default('') }),
      answer: 'crm.notification.v1.ListTeamRobotsResponse',
      handle: ({ query, options }) => channels.listTeamRobots(query, options),
    }),
    route({
      method: 'post',
      path: '/team-robots',
      summary: 'Registers a robot of a team. Its key is never answered.',
      tag,
      body: newRobot,
      command: true,
      status: 201,
      answer: ROBOT,
      handle: ({ body, requestId, options }) => channels.createTeamRobot({ robot: body, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/team-robots/{id}',
      summary: 'Reads a robot.',
      tag,
      answer: ROBOT,
      handle: ({ params, options }) => channels.getTeamRobot({ robotId: params.id }, options),
    }),
    route({
      method: 'patch',
      path: '/team-robots/{id}',
      summary: 'Changes the fields of a robot that the body names.',
      tag,
      body: robotValues,
      command: true,
      ifMatch: 'required',
      answer: ROBOT,
      handle: ({ params, body, etag, requestId, options }) =>
        channels.updateTeamRobot(
          { robot: { ...body, id: params.id, etag }, updateMask: robotMask(body), requestId },
          options,
        ),
    }),
    route({
      method: 'post',
      path: '/team-robots/{id}:test',
      summary: 'Lets a robot say something in its group; the delivery says what became of it.',
      tag,
      body: NO_BODY,
      command: true,
      answer: DELIVERY,
      handle: ({ params, requestId, options }) => channels.testTeamRobot({ robotId: params.id, requestId }, options),
    }),
  ];
}

import { assignment, customer } from '@fairlead/proto';
import { createClient, openChannel, type ServiceContext } from '@fairlead/service-kit';
import { CustomerNames } from './application/customer-names';
import { DeliveryDesk } from './application/delivery-desk';
import { DeliverySender } from './application/delivery-sender';
import { RepTeams } from './application/rep-teams';
import type { NotificationConfig } from './config';
import type { Channel } from './domain/channel';
import { hostOfMailbox } from './domain/delivery';
import type { Provider } from './domain/provider';
import { MailProvider } from './providers/mail-provider';
import { RobotProvider } from './providers/robot-provider';
import { SmsProvider } from './providers/sms-provider';
import { WebhookProvider } from './providers/webhook-provider';
import type { DeliveryRepository } from './repository/delivery-repository';
import type { PreferencesRepository } from './repository/preferences-repository';
import type { TeamRobotRepository } from './repository/team-robot-repository';
import type { TemplateRepository } from './repository/template-repository';
import type { WebhookEndpointRepository } from './repository/webhook-endpoint-repository';
import { SecretBox } from './secrets/secret-box';

const POLL_MS = 500;
/** A scan finds what is due on the stand-in, so it is looked for less often there. */
const POLL_LOCAL_MS = 2000;

export interface ChannelRepositories {
  deliveries: DeliveryRepository;
  preferences: PreferencesRepository;
  endpoints: WebhookEndpointRepository;
  robots: TeamRobotRepository;
  templates: TemplateRepository;
}

/** The parts that send messages out of the house, with the channels that are configured. */
export function composeChannels(
  config: NotificationConfig,
  { leases, logger, tokens }: Pick<ServiceContext, 'leases' | 'logger' | 'tokens'>,
  repositories: ChannelRepositories,
): {
  desk: DeliveryDesk;
  sender: DeliverySender;
  teams: RepTeams;
  channels: ReadonlySet<Channel>;
  box: SecretBox | undefined;
} {
  const clock = () => new Date();
  const box = config.CHANNEL_KEYS_FILE ? SecretBox.fromFile(config.CHANNEL_KEYS_FILE) : undefined;
  const providers = makeProviders(config, repositories, box, clock);
  const host = config.SMTP_URL && config.MAIL_FROM ? (hostOfMailbox(config.MAIL_FROM) as string) : '';
  const customers = config.CUSTOMER_ADDRESS
    ? createClient(customer.CustomerServiceDefinition, openChannel(config.CUSTOMER_ADDRESS), tokens)
    : undefined;
  const sender = new DeliverySender({
    ...repositories,
    host,
    leases,
    logger,
    providers,
    names: new CustomerNames(customers, logger),
    consoleUrl: config.CONSOLE_URL,
    policy: { minMs: config.MAIL_RETRY_MIN_MS, maxMs: config.MAIL_RETRY_MAX_MS },
    sendTimeoutMs: config.MAIL_SEND_TIMEOUT_MS,
    parallel: {
      mail: config.MAIL_PARALLEL,
      webhook: config.WEBHOOK_PARALLEL,
      sms: config.SMS_PARALLEL,
      robot: config.ROBOT_PARALLEL,
    },
    pollMs: Math.min(config.MONGODB_LOCAL_STORE ? POLL_LOCAL_MS : POLL_MS, config.MAIL_RETRY_MIN_MS),
    clock,
  });
  const organization = createClient(
    assignment.OrganizationServiceDefinition,
    openChannel(config.ASSIGNMENT_ADDRESS),
    tokens,
  );
  const teams = new RepTeams(organization);
  const channels = new Set(Object.keys(providers) as Channel[]);
  const desk = new DeliveryDesk({
    ...repositories,
    teams,
    channels,
    host,
    wake: sender.wake,
  });
  return { desk, sender, teams, channels, box };
}

function makeProviders(
  config: NotificationConfig,
  { endpoints, robots }: ChannelRepositories,
  box: SecretBox | undefined,
  clock: () => Date,
): Partial<Record<Channel, Provider>> {
  const { SMTP_URL, MAIL_FROM, MAIL_PARALLEL } = config;
  const sms = smsSettings(config);
  return {
    ...(SMTP_URL && MAIL_FROM ? { mail: new MailProvider(SMTP_URL, MAIL_FROM, MAIL_PARALLEL) } : {}),
    ...(sms ? { sms: new SmsProvider(sms, clock) } : {}),
    ...(box
      ? {
          webhook: new WebhookProvider({ endpoints, box, internalAllowed: config.WEBHOOK_ALLOW_INTERNAL, clock }),
          robot: new RobotProvider({
            robots,
            box,
            urls: { wecom: config.WECOM_ROBOT_URL, dingtalk: config.DINGTALK_ROBOT_URL },
            perMinute: config.ROBOT_PER_MINUTE,
            clock,
          }),
        }
      : {}),
  };
}

function smsSettings(config: NotificationConfig) {
  const { SMS_ACCESS_KEY_ID, SMS_ACCESS_KEY_SECRET, SMS_SIGN_NAME, SMS_TEMPLATE_ZH, SMS_TEMPLATE_EN } = config;
  if (!SMS_ACCESS_KEY_ID || !SMS_ACCESS_KEY_SECRET || !SMS_SIGN_NAME || !SMS_TEMPLATE_ZH) return undefined;
  return {
    url: config.SMS_URL,
    accessKeyId: SMS_ACCESS_KEY_ID,
    accessKeySecret: SMS_ACCESS_KEY_SECRET,
    signName: SMS_SIGN_NAME,
    templateCodes: { zh: SMS_TEMPLATE_ZH, en: SMS_TEMPLATE_EN ?? SMS_TEMPLATE_ZH },
    maxText: config.SMS_MAX_TEXT,
  };
}

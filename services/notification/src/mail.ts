import { customer } from '@fairlead/proto';
import { createClient, openChannel, type ServiceContext } from '@fairlead/service-kit';
import { CustomerNames } from './application/customer-names';
import { MailDesk } from './application/mail-desk';
import { MailSender } from './application/mail-sender';
import type { NotificationConfig } from './config';
import { hostOfMailbox } from './domain/delivery';
import type { DeliveryRepository } from './repository/delivery-repository';
import type { PreferencesRepository } from './repository/preferences-repository';
import { MailTransport } from './smtp/mail-transport';

const POLL_MS = 500;
/** A scan finds what is due on the stand-in, so it is looked for less often there. */
const POLL_LOCAL_MS = 2000;

/** The parts that send mails; undefined while no mail server is configured. */
export function composeMail(
  config: NotificationConfig,
  { leases, logger, tokens }: Pick<ServiceContext, 'leases' | 'logger' | 'tokens'>,
  { deliveries, preferences }: { deliveries: DeliveryRepository; preferences: PreferencesRepository },
): { desk: MailDesk; sender: MailSender } | undefined {
  const { SMTP_URL, MAIL_FROM, CUSTOMER_ADDRESS } = config;
  if (!SMTP_URL || !MAIL_FROM) return undefined;
  const host = hostOfMailbox(MAIL_FROM) as string;
  const customers = CUSTOMER_ADDRESS
    ? createClient(customer.CustomerServiceDefinition, openChannel(CUSTOMER_ADDRESS), tokens)
    : undefined;
  const sender = new MailSender({
    deliveries,
    preferences,
    host,
    leases,
    logger,
    transport: new MailTransport(SMTP_URL, MAIL_FROM, config.MAIL_PARALLEL),
    names: new CustomerNames(customers, logger),
    consoleUrl: config.CONSOLE_URL,
    policy: { minMs: config.MAIL_RETRY_MIN_MS, maxMs: config.MAIL_RETRY_MAX_MS },
    sendTimeoutMs: config.MAIL_SEND_TIMEOUT_MS,
    parallel: config.MAIL_PARALLEL,
    pollMs: Math.min(config.MONGODB_LOCAL_STORE ? POLL_LOCAL_MS : POLL_MS, config.MAIL_RETRY_MIN_MS),
    clock: () => new Date(),
  });
  return { desk: new MailDesk(deliveries, preferences, host, sender.wake), sender };
}

import type { BaseConfig } from '@fairlead/service-kit';
import type { NotificationConfig } from '../config';

/** Configuration of a service under test beyond the shared one: short waits, no mail server unless one is given. */
export const settings = (
  values: Pick<NotificationConfig, 'ASSIGNMENT_ADDRESS' | 'FOLLOW_UP_ADDRESS'> & Partial<NotificationConfig>,
): Omit<NotificationConfig, keyof BaseConfig> => ({
  CONSOLE_URL: 'http://console.test',
  MAIL_RETRY_MIN_MS: 20,
  MAIL_RETRY_MAX_MS: 200,
  MAIL_SEND_TIMEOUT_MS: 1000,
  MAIL_PARALLEL: 4,
  ...values,
});

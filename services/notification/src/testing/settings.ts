import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BaseConfig } from '@fairlead/service-kit';
import type { NotificationConfig } from '../config';

/** Configuration of a service under test beyond the shared one: short waits, no channel unless it is given. */
export const settings = (
  values: Pick<NotificationConfig, 'ASSIGNMENT_ADDRESS' | 'FOLLOW_UP_ADDRESS'> & Partial<NotificationConfig>,
): Omit<NotificationConfig, keyof BaseConfig> => ({
  CONSOLE_URL: 'http://console.test',
  MAIL_RETRY_MIN_MS: 20,
  MAIL_RETRY_MAX_MS: 200,
  MAIL_SEND_TIMEOUT_MS: 1000,
  MAIL_PARALLEL: 4,
  WEBHOOK_ALLOW_INTERNAL: true,
  WEBHOOK_PARALLEL: 8,
  SMS_URL: 'http://127.0.0.1:1',
  SMS_MAX_TEXT: 70,
  SMS_PARALLEL: 4,
  WECOM_ROBOT_URL: 'http://127.0.0.1:1',
  DINGTALK_ROBOT_URL: 'http://127.0.0.1:1',
  ROBOT_PER_MINUTE: 20,
  ROBOT_PARALLEL: 4,
  ...values,
});

/** A fresh file of keys for secrets. */
export function makeChannelKeys(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'fairlead-keys-')), 'channel-keys.json');
  const keys = { k1: randomBytes(32).toString('base64') };
  writeFileSync(path, JSON.stringify({ current: 'k1', keys }), { mode: 0o600 });
  return path;
}

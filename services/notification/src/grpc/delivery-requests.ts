import type { notification as proto } from '@fairlead/proto';
import { Faults } from '@fairlead/service-kit';
import type { PreferencesChange } from '../application/change-preferences';
import { CHANNELS, isChannel } from '../domain/channel';
import { type Locale, normalPhone, type Preferences, preferenceFaults } from '../domain/preferences';

const FIELDS = ['address', 'locale', 'time_zone', 'mail_urgencies', 'phone', 'sms_urgencies', 'quiet_hours', 'digest'];
const MAX_ID = 300;

/** The change that a request asks for; `repId` is empty for the caller's own. */
export function parsePreferencesUpdate(request: proto.UpdatePreferencesRequest): PreferencesChange {
  const { preferences, updateMask, requestId } = request;
  const faults = new Faults().uuid('request_id', requestId);
  const fields = [...new Set(updateMask ?? [])];
  faults.check(fields.length > 0, 'update_mask', `is required: some of ${FIELDS.join(', ')}`);
  for (const field of fields) faults.check(FIELDS.includes(field), 'update_mask', `${field} cannot be changed`);
  faults.check(preferences !== undefined, 'preferences', 'is required');
  const given = preferences ?? NOTHING;
  if (preferences) {
    faults.check(given.name === '', 'preferences.name', 'is output only');
    faults.check(given.updateTime === undefined, 'preferences.update_time', 'is output only');
    faults.check(given.etag !== '', 'preferences.etag', 'is required: send back the one that was read');
    if (given.repId !== '') faults.slug('preferences.rep_id', given.repId);
  }
  const values = changedValues(given, fields);
  for (const { field, description } of preferenceFaults(values)) faults.add(`preferences.${field}`, description);
  faults.throwIfAny();
  return { repId: given.repId, etag: given.etag, values, fields };
}

const NOTHING: Pick<proto.Preferences, 'name' | 'repId' | 'etag' | 'updateTime'> & Partial<proto.Preferences> = {
  name: '',
  repId: '',
  etag: '',
  updateTime: undefined,
};

function changedValues(given: Partial<proto.Preferences>, fields: string[]): Partial<Preferences> {
  const values: Partial<Preferences> = {};
  if (fields.includes('address')) values.address = given.address ?? '';
  if (fields.includes('locale')) values.locale = (given.locale ?? '') as Locale;
  if (fields.includes('time_zone')) values.timeZone = given.timeZone ?? '';
  if (fields.includes('mail_urgencies')) values.mailUrgencies = given.mailUrgencies ?? [];
  if (fields.includes('phone')) values.phone = normalPhone(given.phone ?? '');
  if (fields.includes('sms_urgencies')) values.smsUrgencies = given.smsUrgencies ?? [];
  if (fields.includes('quiet_hours')) values.quietHours = given.quietHours;
  if (fields.includes('digest')) values.digest = given.digest ?? false;
  return values;
}

export const checkDeliveryId = (id: string): Faults => new Faults().text('delivery_id', id, { min: 1, max: MAX_ID });

const SINCE_YEARS = 10;

/** A page of dead deliveries to send again. */
export function checkRetryPage({ channel, since }: proto.RetryDeliveriesRequest, now: Date): Faults {
  const earliest = now.getTime() - SINCE_YEARS * 366 * 86_400_000;
  return new Faults()
    .check(isChannel(channel), 'channel', `must be one of ${CHANNELS.join(', ')}`)
    .check(since !== undefined && since.getTime() >= earliest && since <= now, 'since', 'must be a time in the past');
}

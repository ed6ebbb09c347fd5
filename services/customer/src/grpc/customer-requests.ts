import { customer as proto } from '@fairlead/proto';
import type { Faults } from '@fairlead/service-kit';
import type { CustomerProfile } from '../domain/customer';

const OUTPUT_ONLY: [keyof proto.Customer, string][] = [
  ['name', 'name'],
  ['id', 'id'],
  ['etag', 'etag'],
  ['createTime', 'create_time'],
  ['updateTime', 'update_time'],
  ['ownership', 'ownership'],
  ['convertTime', 'convert_time'],
  ['lostReason', 'lost_reason'],
  ['lastContactTime', 'last_contact_time'],
  ['orders', 'orders'],
];

/** The lead of a create request; fields that only answers carry are faults. */
export function requireLead(lead: proto.Customer | undefined, faults: Faults): proto.Customer {
  if (!lead) faults.add('lead', 'is required');
  const given = lead ?? proto.Customer.create();
  for (const [key, name] of OUTPUT_ONLY) {
    if (given[key] !== undefined && given[key] !== '') faults.add(`lead.${name}`, 'is output only');
  }
  faults.check(given.state === proto.CustomerState.CUSTOMER_STATE_UNSPECIFIED, 'lead.state', 'is output only');
  faults.check(given.stage === proto.Stage.STAGE_UNSPECIFIED, 'lead.stage', 'is output only; see ChangeStage');
  faults.text('lead.external_ref', given.externalRef.trim(), { max: 100 });
  return given;
}

/** The fields of an update mask (snake_case in the request, or camelCase as JSON writes them). */
export function requireMask(
  mask: string[] | undefined,
  allowed: ReadonlySet<keyof CustomerProfile>,
  faults: Faults,
): Set<keyof CustomerProfile> {
  const fields = new Set<keyof CustomerProfile>();
  if (!mask || mask.length === 0) faults.add('update_mask', 'is required');
  for (const path of mask ?? []) {
    const key = path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) as keyof CustomerProfile;
    if (allowed.has(key)) fields.add(key);
    else faults.add('update_mask', `${path} cannot be changed`);
  }
  return fields;
}

/** Store filter of a list request. */
export function listFilter(request: proto.ListCustomersRequest): Record<string, unknown> {
  return {
    ...(request.ownerId ? { 'ownership.ownerId': request.ownerId } : {}),
    ...(request.teamId ? { 'ownership.teamPath': request.teamId } : {}),
    ...(request.stage !== proto.Stage.STAGE_UNSPECIFIED ? { stage: request.stage } : {}),
    ...(request.state !== proto.CustomerState.CUSTOMER_STATE_UNSPECIFIED ? { state: request.state } : {}),
  };
}

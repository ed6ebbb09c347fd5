import type { Faults } from '@fairlead/service-kit';

/** Without the message there is nothing more to check. */
export function requireMessage<T>(message: T | undefined, field: string, faults: Faults): T {
  if (message === undefined) faults.add(field, 'is required').throwIfAny();
  return message as T;
}

/** What only answers carry. */
export function refuseOutputOnly(
  prefix: string,
  given: { name: string; etag: string; version: number },
  faults: Faults,
) {
  const { name, etag, version } = given;
  for (const [field, value] of Object.entries({ name, etag, version })) {
    faults.check(!value, `${prefix}.${field}`, 'is output only');
  }
}

/** An update names what it has read. */
export function requireEtag(prefix: string, { id, etag }: { id: string; etag: string }, faults: Faults): void {
  faults.slug(`${prefix}.id`, id);
  faults.check(etag !== '', `${prefix}.etag`, 'is required: send back the one that was read');
}

/** The fields that an update is to change. */
export function checkMask(mask: string[] | undefined, allowed: string[], faults: Faults): string[] {
  const fields = [...new Set(mask ?? [])];
  faults.check(fields.length > 0, 'update_mask', `is required: some of ${allowed.join(', ')}`);
  for (const field of fields) faults.check(allowed.includes(field), 'update_mask', `${field} cannot be changed`);
  return fields;
}

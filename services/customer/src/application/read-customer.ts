import { customer as proto } from '@fairlead/proto';
import { Faults } from '@fairlead/service-kit';
import { type Customer, type CustomerProfile, PROFILE_FIELDS } from '../domain/customer';
import { normalizeProfile } from '../domain/profile-rules';
import type { ImportJob } from '../import/import-job';
import type { RowInput } from '../import/row-to-input';
import type { RejectedRow } from '../repository/import-repository';
import { newLead } from './new-lead';

/** The record that a row describes, with every fault under the heading of its column. */
export function readCustomer(
  job: Pick<ImportJob, 'kind' | 'importer'>,
  row: RowInput,
): { customer: Customer; faults: RejectedRow['faults'] } {
  if (row.fault !== undefined) return { customer: {} as Customer, faults: [{ column: '', description: row.fault }] };
  const faults = new Faults();
  const profile = normalizeProfile(row.profile, PROFILE_FIELDS, 'row', faults) as CustomerProfile;
  faults.text('row.external_ref', row.externalRef, { max: 100 });
  if (job.kind === proto.ImportKind.IMPORT_KIND_CUSTOMERS) {
    faults.check(row.ownerId !== '' || row.teamId !== '', 'row.owner_id', 'an owner or a team is required');
  }
  const found = faults.found.map(({ field, description }) => ({
    column: row.columnOf(field.replace(/^row\./, '')),
    description,
  }));
  return { customer: newLead(profile, row.externalRef, job.importer.sub), faults: [...row.faults, ...found] };
}

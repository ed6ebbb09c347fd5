import { customer as proto } from '@fairlead/proto';
import type { Reply } from '@fairlead/service-kit';
import type { ImportJob } from '../import/import-job';
import type { ImportDoc } from '../repository/import-repository';

export const toImport = (doc: ImportDoc): proto.Import => ({
  name: `imports/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  createTime: doc.createTime,
  createdBy: doc.importer.sub,
  fileName: doc.fileName,
  sizeBytes: BigInt(doc.sizeBytes),
  state: doc.state,
  kind: doc.kind,
  mapping: doc.run === 0 ? undefined : { columns: doc.columns, constants: doc.constants },
  rowCount: doc.rowCount,
  rowsDone: doc.rowsDone,
  created: doc.created,
  duplicates: doc.duplicates,
  faulty: doc.faulty,
  startTime: doc.startTime,
  endTime: doc.endTime,
  fault: doc.fault,
  removeTime: doc.removed?.time,
});

export const importReply: Reply<ImportJob, proto.Import> = { codec: proto.Import, of: toImport };

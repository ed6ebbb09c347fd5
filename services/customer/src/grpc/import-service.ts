import { createHash } from 'node:crypto';
import { customer as proto } from '@fairlead/proto';
import {
  AppError,
  type CallerContext,
  commandOf,
  createdId,
  decodePageToken,
  encodePageToken,
  Faults,
  invalidArgument,
  isUuid,
  type MethodAccess,
  pageSize,
  permissionDenied,
  scopeOf,
} from '@fairlead/service-kit';
import { startImport } from '../application/start-import';
import { storeUpload } from '../application/store-upload';
import { cancel, type Importer, type ImportJob, requireContent } from '../import/import-job';
import { DOWNLOAD_BYTES, PAGE_CHARACTERS } from '../import/import-limits';
import { checkMapping, headerFingerprint, mappingFor, suggestMapping } from '../import/mapping';
import { rejectsFile } from '../import/rejects-file';
import { openTable } from '../import/table-reader';
import { characters } from '../import/table-row';
import type { CustomerRepository } from '../repository/customer-repository';
import type { ImportDoc, ImportRepository, RejectedRow } from '../repository/import-repository';
import { importReply, toImport } from './import-mapper';

const IMPORTERS = ['rep', 'manager', 'admin', 'service'] as const;

export const IMPORT_ACCESS: MethodAccess = {
  UploadImport: IMPORTERS,
  GetImport: 'any',
  ListImports: 'any',
  PreviewImport: IMPORTERS,
  StartImport: IMPORTERS,
  CancelImport: IMPORTERS,
  ListRejectedRows: 'any',
  DownloadRejectedRows: 'any',
};

/** Who may say whose customers are: a manager within the team's tree, an admin everywhere. */
const mayTakeOver = (importer: Importer) =>
  importer.roles.some((role) => role === 'admin' || role === 'service') ||
  (importer.roles.includes('manager') && !!importer.team);

const PREVIEW_ROWS = 20;

/** Rows of one answer: at most so many, and no more characters than a message can hold. */
class Page {
  private rows = 0;
  private characters = 0;

  constructor(private readonly size: number) {}

  /** Whether a further row fits; the first always does. */
  takes(cells: string[]): boolean {
    this.rows += 1;
    this.characters += characters(cells);
    return this.rows === 1 || (this.rows <= this.size && this.characters <= PAGE_CHARACTERS);
  }
}

/** gRPC edge of imports. */
export class ImportGrpc implements proto.ImportServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: {
      imports: ImportRepository;
      customers: CustomerRepository;
      /** Most imports of one person that wait or run. */
      turns: number;
    },
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async uploadImport(
    request: AsyncIterable<proto.UploadImportRequest>,
    { principal }: CallerContext,
  ): Promise<proto.Import> {
    const messages = request[Symbol.asyncIterator]();
    const first = await messages.next();
    const part = first.done ? undefined : first.value.part;
    if (part?.$case !== 'header') throw invalidArgument([{ field: 'header', description: 'must come first' }]);
    const header = part.value;
    new Faults()
      .text('header.file_name', header.fileName.trim(), { min: 1, max: 200 })
      .check(isUuid(header.requestId), 'header.request_id', 'must be a UUID')
      .throwIfAny();
    const id = createdId({ method: 'UploadImport', requestId: header.requestId.toLowerCase() });
    const hash = createHash('sha256').update(header.fileName);
    const content = async function* () {
      for (let next = await messages.next(); !next.done; next = await messages.next()) {
        const { part: stretch } = next.value;
        if (stretch?.$case !== 'content') throw invalidArgument([{ field: 'content', description: 'is expected' }]);
        hash.update(stretch.value);
        yield stretch.value;
      }
    };
    const { sub, roles, rep, team } = principal;
    const now = this.clock();
    const importer = { sub, roles, rep, team };
    const job = await storeUpload(id, header.fileName.trim(), content(), importer, now, this.deps);
    const command = {
      method: 'UploadImport',
      caller: sub,
      requestId: header.requestId.toLowerCase(),
      hash: hash.digest('base64'),
    };
    try {
      const outcome = await this.deps.imports.store.create(id, job, [], { now, actor: sub }, command, importReply);
      if (outcome.doc.contentId === job.contentId) await this.deps.imports.endUpload(job.contentId);
      else await this.deps.imports.removeContent(job.contentId);
      return outcome.reply;
    } catch (error) {
      // Somebody else's upload came first under this id; a write of unknown outcome may be ours and keeps its content.
      if (error instanceof AppError && error.code === 'INVALID_ARGUMENT') await this.forget(id, job);
      throw error;
    }
  }

  private async forget(id: string, { contentId }: ImportJob): Promise<void> {
    const kept = await this.deps.imports.store.find(id);
    if (kept?.contentId !== contentId) await this.deps.imports.removeContent(contentId);
  }

  async getImport({ importId }: proto.GetImportRequest, { principal }: CallerContext): Promise<proto.Import> {
    return toImport(await this.find(importId, principal));
  }

  async listImports(
    request: proto.ListImportsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListImportsResponse> {
    const binding = ['imports', principal.sub];
    const key = decodePageToken(binding, request.pageToken, ['time', 'text']);
    const size = pageSize(request.pageSize, 50, 200);
    const docs = await this.deps.imports.page(principal, key, size + 1);
    const last = docs.length > size ? docs[size - 1] : undefined;
    return {
      imports: docs.slice(0, size).map(toImport),
      nextPageToken: last ? encodePageToken(binding, [last.createTime.getTime(), last._id]) : '',
    };
  }

  async previewImport(
    { importId }: proto.PreviewImportRequest,
    { principal }: CallerContext,
  ): Promise<proto.ImportPreview> {
    const job = await this.find(importId, principal);
    const table = await this.table(job);
    const rows: proto.ImportRow[] = [];
    const page = new Page(PREVIEW_ROWS);
    for await (const { number, cells, fault } of table.rows(1)) {
      if (!page.takes(cells)) break;
      rows.push({ number, cells, fault: fault?.message ?? '' });
    }
    const { format, encoding, delimiter, sheet, otherSheets, header } = table;
    const remembered = await this.deps.imports.rememberedMapping(principal.sub, headerFingerprint(header));
    const mapping = remembered ? mappingFor(header, remembered) : { ...suggestMapping(header), constants: {} };
    return {
      format,
      encoding,
      delimiter,
      sheet,
      otherSheets,
      header,
      rows,
      mapping,
      mappingRemembered: remembered !== null,
    };
  }

  async startImport(request: proto.StartImportRequest, { principal }: CallerContext): Promise<proto.Import> {
    const { kind, dryRun, allowSameName, etag } = request;
    const { columns, constants } = request.mapping ?? proto.ColumnMapping.create();
    const faults = new Faults().uuid('request_id', request.requestId).uuid('import_id', request.importId);
    const known = [proto.ImportKind.IMPORT_KIND_LEADS, proto.ImportKind.IMPORT_KIND_CUSTOMERS].includes(kind);
    faults.check(known, 'kind', 'must be leads or customers').throwIfAny();
    const job = await this.find(request.importId, principal);
    // The rights of both count: of whoever starts it, and of whoever it runs for.
    if (kind === proto.ImportKind.IMPORT_KIND_CUSTOMERS && !(mayTakeOver(principal) && mayTakeOver(job.importer)))
      throw permissionDenied('Only managers of a team import customers with their owners; import leads instead.');
    const { header } = await this.table(job);
    faults.addAll(checkMapping({ columns, constants }, header)).throwIfAny();
    await this.deps.imports.rememberMapping(principal.sub, headerFingerprint(header), { columns, constants });
    return startImport(
      job,
      { dryRun, kind, columns, constants, allowSameName, etag },
      this.deps,
      { now: this.clock(), actor: principal.sub },
      commandOf(principal, 'StartImport', proto.StartImportRequest, request),
      importReply,
    );
  }

  async cancelImport(request: proto.CancelImportRequest, { principal }: CallerContext): Promise<proto.Import> {
    new Faults().uuid('request_id', request.requestId).uuid('import_id', request.importId).throwIfAny();
    const job = await this.find(request.importId, principal);
    const now = this.clock();
    const outcome = await this.deps.imports.store.change(
      job._id,
      (doc) => cancel(doc, now),
      { now, actor: principal.sub },
      commandOf(principal, 'CancelImport', proto.CancelImportRequest, request),
      importReply,
    );
    return outcome.reply;
  }

  async listRejectedRows(
    request: proto.ListRejectedRowsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListRejectedRowsResponse> {
    const job = await this.find(request.importId, principal);
    requireContent(job);
    const binding = ['rejected', job._id, job.run, principal.sub];
    const [first, after] = decodePageToken(binding, request.pageToken, ['number', 'number']) ?? [0, 0];
    const page = new Page(pageSize(request.pageSize, 50, 200));
    const rows: RejectedRow[] = [];
    let last: [batch: number, number: number] = [0, 0];
    let more = false;
    for await (const row of this.deps.imports.rejects(job, first, after)) {
      more = !page.takes(row.cells);
      if (more) break;
      rows.push(row);
      last = [row.batch, row.number];
    }
    // The importer learns that a customer is there, but which one only when it is in the own scope.
    const matches = rows.map(({ duplicateOf }) => duplicateOf).filter((id) => id !== '');
    const visible = await this.deps.customers.visibleIds(matches, scopeOf(principal));
    return {
      rows: rows.map(({ number, cells, faults, duplicateOf }) => ({
        number,
        cells,
        faults,
        duplicateCustomerId: visible.has(duplicateOf) ? duplicateOf : '',
      })),
      nextPageToken: more ? encodePageToken(binding, last) : '',
    };
  }

  async *downloadRejectedRows(
    { importId }: proto.DownloadRejectedRowsRequest,
    { principal }: CallerContext,
  ): AsyncGenerator<proto.FilePart> {
    const job = await this.find(importId, principal);
    const { header } = await this.table(job);
    for await (const content of rejectsFile(header, this.deps.imports.rejects(job))) {
      for (let at = 0; at < content.length; at += DOWNLOAD_BYTES)
        yield { content: Buffer.from(content.subarray(at, at + DOWNLOAD_BYTES)) };
    }
  }

  private async find(importId: string, principal: CallerContext['principal']): Promise<ImportDoc> {
    new Faults().uuid('import_id', importId).throwIfAny();
    return this.deps.imports.get(importId, principal);
  }

  private table(job: ImportDoc) {
    requireContent(job);
    return openTable(() => this.deps.imports.content(job.contentId, job.parts));
  }
}

import { customer as proto } from '@fairlead/proto';
import {
  type AggregateDoc,
  AggregateStore,
  afterKey,
  aggregateSchema,
  hasRole,
  notFound,
  onlyDuplicates,
  type PageKey,
  type PendingHint,
  type Principal,
  retryStore,
} from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { ImportJob } from '../import/import-job';
import { MAX_PARTS } from '../import/import-limits';

export type ImportDoc = AggregateDoc<ImportJob>;

/** A stretch of a file's content. */
interface PartDoc {
  /** `{content id}:{number}`. */
  _id: string;
  contentId: string;
  content: Buffer;
}

/** A content whose import is not there yet; it stays behind when the upload breaks off. */
interface UploadDoc {
  /** The content's id. */
  _id: string;
  createTime: Date;
}

/** A row that did not come in. */
export interface RejectedRow {
  number: number;
  cells: string[];
  faults: { column: string; description: string }[];
  /** The customer that it matches; empty when it has faults of its own. */
  duplicateOf: string;
}

/** The rejected rows of one batch. */
interface RejectsDoc {
  /** `{import id}:{run}:{batch}`. */
  _id: string;
  importId: string;
  rows: RejectedRow[];
}

/** How somebody mapped the columns of files with these headings. */
interface MappingDoc {
  /** `{sub}:{fingerprint of the headings}`. */
  _id: string;
  columns: proto.MappedColumn[];
  constants: Record<string, string>;
}

export function importModels(connection: Connection) {
  const jobs = connection.model(
    'Import',
    aggregateSchema<ImportJob>(
      {
        importer: Schema.Types.Mixed,
        fileName: String,
        sizeBytes: Number,
        contentId: String,
        parts: Number,
        state: String,
        kind: String,
        columns: Schema.Types.Mixed,
        constants: Schema.Types.Mixed,
        allowSameName: Boolean,
        rowCount: Number,
        run: Number,
        rowsDone: Number,
        lastRow: Number,
        batches: Number,
        turn: { type: String, required: false },
        removed: { type: Schema.Types.Mixed, required: false },
        created: Number,
        duplicates: Number,
        faulty: Number,
        startTime: { type: Date, required: false },
        endTime: { type: Date, required: false },
        fault: { type: String, default: '' },
      } as never,
      'imports',
      [
        { serves: 'imports_of_a_person', fields: { 'importer.sub': 1, createTime: -1, _id: 1 } },
        { serves: 'running_imports', fields: { state: 1 } },
        { serves: 'one_import_a_turn', fields: { turn: 1 }, options: { unique: true, sparse: true } },
        { serves: 'import_of_a_content', fields: { contentId: 1 } },
        { serves: 'imports_with_content', fields: { parts: 1 } },
      ],
    ),
  ) as unknown as Model<ImportDoc>;
  const parts = connection.model(
    'ImportPart',
    new Schema<PartDoc>(
      { _id: String, contentId: String, content: Buffer },
      { collection: 'import_parts', versionKey: false },
    ),
  ) as unknown as Model<PartDoc>;
  const uploads = connection.model(
    'ImportUpload',
    new Schema<UploadDoc>({ _id: String, createTime: Date }, { collection: 'import_uploads', versionKey: false }),
  ) as unknown as Model<UploadDoc>;
  const rejects = connection.model(
    'ImportRejects',
    new Schema<RejectsDoc>(
      { _id: String, importId: String, rows: Schema.Types.Mixed },
      { collection: 'import_rejects', versionKey: false, minimize: false },
    ),
  ) as unknown as Model<RejectsDoc>;
  const mappings = connection.model(
    'ImportMapping',
    new Schema<MappingDoc>(
      { _id: String, columns: Schema.Types.Mixed, constants: Schema.Types.Mixed },
      { collection: 'import_mappings', versionKey: false, minimize: false },
    ),
  ) as unknown as Model<MappingDoc>;
  return { jobs, parts, uploads, rejects, mappings };
}

const ORDER: [string, 1 | -1][] = [
  ['createTime', -1],
  ['_id', 1],
];
/** Batches whose rejected rows are read together; few, for each may be a document of some MB. */
const REJECT_WINDOW = 4;

/** All access to imports, their content, their rejected rows and remembered mappings. */
export class ImportRepository {
  readonly store: AggregateStore<ImportJob>;

  constructor(
    private readonly models: ReturnType<typeof importModels>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('import', models.jobs, hint);
  }

  /** The import, when the caller may see it; NOT_FOUND otherwise. */
  async get(id: string, principal: Principal): Promise<ImportDoc> {
    const doc = await this.store.find(id);
    if (!doc || !mayRead(doc, principal)) throw notFound('import', id);
    return doc;
  }

  async page(principal: Principal, key: PageKey | undefined, size: number): Promise<ImportDoc[]> {
    const filter = {
      ...(seesAll(principal) ? {} : { 'importer.sub': principal.sub }),
      ...(key ? afterKey(ORDER, [new Date(key[0] as number), key[1]]) : {}),
    };
    return retryStore(() =>
      this.models.jobs
        .find(filter as never)
        .sort(Object.fromEntries(ORDER))
        .limit(size)
        .lean<ImportDoc[]>()
        .exec(),
    );
  }

  /** The import that somebody has to carry on: the first that was started. */
  async next(): Promise<ImportDoc | undefined> {
    const states = [proto.ImportState.IMPORT_STATE_CHECKING, proto.ImportState.IMPORT_STATE_RUNNING];
    const [first] = await retryStore(() =>
      this.models.jobs
        .find({ state: { $in: states } } as never)
        .sort({ startTime: 1 })
        .limit(1)
        .lean<ImportDoc[]>()
        .exec(),
    );
    return first;
  }

  /** Notes an upload before its first part, so that what it leaves behind when it breaks off is found. */
  async beginUpload(contentId: string, now: Date): Promise<void> {
    await retryStore(() =>
      this.models.uploads.updateOne({ _id: contentId }, { $set: { createTime: now } }, { upsert: true }),
    );
  }

  /** The content belongs to an import now. */
  async endUpload(contentId: string): Promise<void> {
    await retryStore(() => this.models.uploads.deleteOne({ _id: contentId }));
  }

  /** Contents of uploads that began before a time and of which no more was heard. */
  async unendedUploads(before: Date, limit: number): Promise<string[]> {
    const found = await retryStore(() =>
      this.models.uploads
        .find({ createTime: { $lt: before } })
        .limit(limit)
        .lean<UploadDoc[]>()
        .exec(),
    );
    return found.map(({ _id }) => _id);
  }

  async hasImport(contentId: string): Promise<boolean> {
    return (await retryStore(() => this.models.jobs.exists({ contentId } as never))) !== null;
  }

  /** Imports with content that ended, or were uploaded and never started, before a time. */
  async outdated(before: Date, limit: number): Promise<ImportDoc[]> {
    const ended = { endTime: { $lt: before } };
    const neverStarted = { state: proto.ImportState.IMPORT_STATE_UPLOADED, createTime: { $lt: before } };
    return retryStore(() =>
      this.models.jobs
        .find({ parts: { $gt: 0 }, $or: [ended, neverStarted] } as never)
        .limit(limit)
        .lean<ImportDoc[]>()
        .exec(),
    );
  }

  /** Those of some turns that an import has. */
  async takenTurns(turns: string[]): Promise<Set<string>> {
    const found = await retryStore(() =>
      this.models.jobs
        .find({ turn: { $in: turns } } as never)
        .lean<ImportDoc[]>()
        .exec(),
    );
    return new Set(found.map(({ turn }) => turn ?? ''));
  }

  /** Stores a part of the content; storing the same one again changes nothing. */
  async addPart(contentId: string, number: number, content: Buffer): Promise<void> {
    const part = { contentId, content };
    await retryStore(() =>
      this.models.parts.updateOne({ _id: `${contentId}:${number}` }, { $set: part }, { upsert: true }),
    );
  }

  /** The content, part after part. */
  async *content(contentId: string, parts: number): AsyncGenerator<Uint8Array> {
    for (let number = 0; number < parts; number += 1) {
      const part = await retryStore(() =>
        this.models.parts
          .findById(`${contentId}:${number}`)
          .lean<{ content: { buffer: Uint8Array } | Buffer }>()
          .exec(),
      );
      if (!part) throw new Error(`Part ${number} of content ${contentId} is missing.`);
      yield Buffer.isBuffer(part.content) ? part.content : Buffer.from(part.content.buffer);
    }
  }

  async removeContent(contentId: string): Promise<void> {
    const ids = Array.from({ length: MAX_PARTS }, (_, number) => `${contentId}:${number}`);
    await retryStore(() => this.models.parts.deleteMany({ _id: { $in: ids } }));
    await this.endUpload(contentId);
  }

  /** Removes the rejected rows of all runs. */
  async removeRejects(importId: string): Promise<void> {
    // `;` is the character behind `:`.
    await retryStore(() => this.models.rejects.deleteMany({ _id: { $gte: `${importId}:`, $lt: `${importId};` } }));
  }

  /** Keeps the rejected rows of a batch; keeping them again changes nothing. */
  async keepRejects(importId: string, run: number, batch: number, rows: RejectedRow[]): Promise<void> {
    const _id = `${importId}:${run}:${batch}`;
    if (rows.length === 0) {
      // One that is done again may have had some.
      await retryStore(() => this.models.rejects.deleteOne({ _id }));
      return;
    }
    await retryStore(async () => {
      try {
        await this.models.rejects.insertMany([{ _id, importId, rows }], { lean: true });
      } catch (error) {
        if (!onlyDuplicates(error)) throw error;
        await this.models.rejects.updateOne({ _id }, { $set: { rows } });
      }
    });
  }

  /** Rejected rows in their order, from a batch on and after a row number; batches are asked for by their ids. */
  async *rejects(
    { _id: importId, run, batches }: ImportDoc,
    first = 0,
    after = 0,
  ): AsyncGenerator<RejectedRow & { batch: number }> {
    for (let from = first; from < batches; from += REJECT_WINDOW) {
      const numbers = Array.from({ length: Math.min(REJECT_WINDOW, batches - from) }, (_, index) => from + index);
      const found = await retryStore(() =>
        this.models.rejects
          .find({ _id: { $in: numbers.map((number) => `${importId}:${run}:${number}`) } })
          .lean<RejectsDoc[]>()
          .exec(),
      );
      const byId = new Map(found.map((doc) => [doc._id, doc.rows]));
      for (const number of numbers) {
        for (const row of byId.get(`${importId}:${run}:${number}`) ?? [])
          if (row.number > after) yield { ...row, batch: number };
      }
    }
  }

  async rememberMapping(sub: string, fingerprint: string, mapping: Pick<MappingDoc, 'columns' | 'constants'>) {
    await retryStore(() =>
      this.models.mappings.updateOne({ _id: `${sub}:${fingerprint}` }, { $set: mapping }, { upsert: true }),
    );
  }

  async rememberedMapping(sub: string, fingerprint: string): Promise<MappingDoc | null> {
    return retryStore(() => this.models.mappings.findById(`${sub}:${fingerprint}`).lean<MappingDoc>().exec());
  }
}

const seesAll = (principal: Principal) => hasRole(principal, 'admin', 'operator', 'service');
const mayRead = (doc: ImportDoc, principal: Principal) => seesAll(principal) || doc.importer.sub === principal.sub;

import { randomUUID } from 'node:crypto';
import { customer as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import mongoose, { type Connection } from 'mongoose';
import { remove } from '../import/import-job';
import { ImportRepository, importModels } from '../repository/import-repository';
import { startInstallation } from '../testing/installation';
import { storeUpload } from './store-upload';
import { sweepImports } from './sweep-imports';

const { ImportKind, ImportState } = proto;
const DAY = 86_400_000;

/** Promise: nobody's data stay behind an import for ever, and nothing that somebody may still need is removed. */
describe('a sweep of imports', () => {
  let installed: Awaited<ReturnType<typeof startInstallation>>;
  let mona: Awaited<ReturnType<(typeof installed)['at']['manager']>>;
  let connection: Connection;
  let models: ReturnType<typeof importModels>;
  let repository: ImportRepository;
  beforeAll(async () => {
    installed = await startInstallation();
    const { at } = installed;
    mona = await at.manager('mona', 'south');
    connection = mongoose.createConnection(at.config.MONGODB_URI, {
      dbName: at.config.MONGODB_DATABASE,
      autoCreate: false,
      autoIndex: false,
    });
    await connection.asPromise();
    models = importModels(connection);
    repository = new ImportRepository(models, () => undefined);
  }, 60_000);
  afterAll(async () => {
    await connection?.close();
    await installed?.stop();
  });

  const imports = () => installed.at.client.imports;
  const upload = (csv: string) =>
    imports().uploadImport(
      (async function* () {
        const header = { fileName: 'a.csv', requestId: randomUUID() };
        yield proto.UploadImportRequest.fromPartial({ part: { $case: 'header', value: header } });
        yield proto.UploadImportRequest.fromPartial({ part: { $case: 'content', value: Buffer.from(csv) } });
      })(),
      mona,
    );
  const start = async (importId: string, dryRun: boolean) => {
    const kind = ImportKind.IMPORT_KIND_LEADS;
    const mapping = { columns: [{ column: 'Company', field: 'display_name' }], constants: {} };
    const request = { importId, mapping, kind, dryRun, requestId: randomUUID() };
    return imports().startImport(proto.StartImportRequest.fromPartial(request), mona);
  };
  const ended = (importId: string) =>
    eventually(async () => {
      const job = await imports().getImport({ importId }, mona);
      return ![ImportState.IMPORT_STATE_CHECKING, ImportState.IMPORT_STATE_RUNNING].includes(job.state) && job;
    });
  const partsOf = (contentId: string) => models.parts.countDocuments({ contentId });
  const contentOf = async (importId: string) => (await repository.store.find(importId))?.contentId as string;

  it('removes content and rejected rows of what ended long ago, says so, and keeps the import', async () => {
    const done = await upload('Company\nA\n""\n x \n,\n""y\n');
    await start(done.id, true);
    await ended(done.id);
    await start(done.id, false);
    const { endTime, faulty } = await ended(done.id);
    expect(faulty).toBeGreaterThan(0);
    const forgotten = await upload('Company\nnever started\n');
    const other = await upload('Company\n""x\n');
    await start(other.id, true);
    await ended(other.id);
    const content = await contentOf(done.id);
    const end = (endTime as Date).getTime();

    await sweepImports(repository, new Date(end + 30 * DAY - 60_000), 30);
    expect(await partsOf(content)).toBe(1);
    expect(
      (await imports().listRejectedRows({ importId: done.id, pageSize: 0, pageToken: '' }, mona)).rows,
    ).toHaveLength(faulty);

    await sweepImports(repository, new Date(end + 30 * DAY + 60_000), 30);
    for (const { id } of [done, forgotten, other]) expect(await partsOf(await contentOf(id))).toBe(0);
    expect(await models.parts.countDocuments({})).toBe(0);
    expect(await models.rejects.countDocuments({})).toBe(0);
    const refused = { code: 'FAILED_PRECONDITION', reason: 'IMPORT_REMOVED' };
    const importId = done.id;
    expect(await failureOf(imports().listRejectedRows({ importId, pageSize: 0, pageToken: '' }, mona))).toMatchObject(
      refused,
    );
    await expect(imports().previewImport({ importId }, mona)).rejects.toThrow('removed after 30 days');
    expect(await failureOf(imports().previewImport({ importId }, mona))).toMatchObject(refused);
    const download = async () => {
      for await (const _part of imports().downloadRejectedRows({ importId }, mona));
    };
    expect(await failureOf(download())).toMatchObject(refused);
    expect(await failureOf(start(forgotten.id, false))).toMatchObject(refused);
    const kept = await imports().getImport({ importId }, mona);
    expect(kept).toMatchObject({ state: ImportState.IMPORT_STATE_DONE, faulty, removeTime: expect.any(Date) });
    expect((await imports().listImports({ pageSize: 0, pageToken: '' }, mona)).imports).toHaveLength(3);
  });

  it('ends what a sweep that died began', async () => {
    const { id } = await upload('Company\nA\n');
    const later = new Date(Date.now() + 40 * DAY);
    const set = { removed: { time: later, afterDays: 30 } };
    await repository.store.change(id, () => ({ set, events: [] }), { now: later, actor: 'test' });
    await sweepImports(repository, later, 30);
    expect(await partsOf(await contentOf(id))).toBe(0);
    expect((await repository.store.find(id))?.parts).toBe(0);
  });

  it('leaves alone what runs, what ended lately and what is removed already', () => {
    const now = new Date('2026-06-30T00:00:00Z');
    const times = { createTime: new Date('2026-01-01T00:00:00Z'), endTime: new Date('2026-05-30T00:00:00Z') };
    const job = { ...times, state: ImportState.IMPORT_STATE_DONE } as Parameters<typeof remove>[0];
    expect(remove(job, now, 30)?.set).toEqual({ removed: { time: now, afterDays: 30 } });
    expect(remove({ ...job, endTime: undefined }, now, 30)).not.toBeNull();
    for (const over of [
      { state: ImportState.IMPORT_STATE_RUNNING },
      { state: ImportState.IMPORT_STATE_CHECKING },
      { endTime: new Date('2026-05-31T00:00:00Z') },
      { removed: { time: now, afterDays: 30 } },
    ])
      expect(remove({ ...job, ...over }, now, 30)).toBeNull();
  });

  it('removes what uploads that broke off left, and nothing of an upload under way or of an import', async () => {
    const now = new Date();
    async function* broken() {
      yield Buffer.from('Company\nA\n');
      await new Promise(() => undefined);
    }
    const importer = { sub: 'user-mona', roles: [] } as never;
    void storeUpload(randomUUID(), 'a.csv', broken(), importer, now, { imports: repository });
    const [left] = await eventually(async () => {
      const found = await repository.unendedUploads(new Date(now.getTime() + 1), 10);
      return found.length > 0 && found;
    });
    await repository.addPart(left as string, 0, Buffer.from('Company\n'));
    const { id } = await upload('Company\nA\n');
    const kept = await contentOf(id);
    // Its process died before it noted that the content belongs to an import.
    await repository.beginUpload(kept, now);

    await sweepImports(repository, new Date(now.getTime() + DAY - 60_000), 30);
    expect(await partsOf(left as string)).toBe(1);
    await sweepImports(repository, new Date(now.getTime() + DAY + 60_000), 30);
    expect([await partsOf(left as string), await partsOf(kept)]).toEqual([0, 1]);
    expect(await models.uploads.countDocuments({})).toBe(0);
  });
});

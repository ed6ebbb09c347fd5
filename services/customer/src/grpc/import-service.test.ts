import { randomUUID } from 'node:crypto';
import { customer as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { workbookParts, zip } from '../import/testing/files';
import { startInstallation } from '../testing/installation';

const { ImportKind, ImportState } = proto;
type Installed = Awaited<ReturnType<typeof startInstallation>>;

/** Promise: every good row comes in once, every other one is named, whatever dies in between. */
describe('ImportService', () => {
  let installed: Installed;
  let admin: CallOptions;
  let ann: CallOptions;
  let mona: CallOptions;
  beforeAll(async () => {
    installed = await startInstallation(2);
    const { at } = installed;
    [admin, ann, mona] = await Promise.all([at.admin(), at.rep('ann', 'south'), at.manager('mona', 'south')]);
  }, 60_000);
  afterAll(() => installed.stop());

  const imports = (instance = 0) => (installed.at.clients[instance] as Installed['at']['client']).imports;
  async function* messages(csv: string | Buffer, requestId: string, fileName: string) {
    yield proto.UploadImportRequest.fromPartial({ part: { $case: 'header', value: { fileName, requestId } } });
    const bytes = Buffer.from(csv);
    for (let from = 0; from < bytes.length; from += 1000)
      yield proto.UploadImportRequest.fromPartial({
        part: { $case: 'content', value: bytes.subarray(from, from + 1000) },
      });
  }
  const upload = (csv: string | Buffer, as = mona, requestId: string = randomUUID(), fileName = 'customers.csv') =>
    imports().uploadImport(messages(csv, requestId, fileName), as);
  const start = async (importId: string, over: Partial<proto.StartImportRequest> = {}, as = mona) => {
    const { mapping } = await imports().previewImport({ importId }, as);
    const kind = ImportKind.IMPORT_KIND_LEADS;
    const request = { importId, mapping, kind, requestId: randomUUID(), ...over };
    return imports().startImport(proto.StartImportRequest.fromPartial(request), as);
  };
  const ended = (importId: string) =>
    eventually(async () => {
      const job = await imports().getImport({ importId }, admin);
      return ![ImportState.IMPORT_STATE_CHECKING, ImportState.IMPORT_STATE_RUNNING].includes(job.state) && job;
    });
  const rejected = async (importId: string, as = mona) =>
    (await imports().listRejectedRows({ importId, pageSize: 0, pageToken: '' }, as)).rows;
  const mail = () => `${randomUUID()}@example.com`;
  const named = async (text: string) => {
    const { customers } = await installed.at.client.customers.listCustomers(
      proto.ListCustomersRequest.fromPartial({ pageSize: 200 }),
      admin,
    );
    return customers.filter(({ displayName }) => displayName.includes(text));
  };

  it('shows what a file looks like, and remembers how its columns were used', async () => {
    const { id, rowCount, state } = await upload('公司名称,电话,备注\n甲,138,x\n乙,139,y\n');
    expect([rowCount, state]).toEqual([2, ImportState.IMPORT_STATE_UPLOADED]);
    const preview = await imports().previewImport({ importId: id }, mona);
    expect(preview).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      header: ['公司名称', '电话', '备注'],
      mappingRemembered: false,
      mapping: { columns: [{ column: '公司名称', field: 'display_name' }, { field: 'phone' }] },
    });
    expect(preview.rows).toHaveLength(2);
    const mapping = { columns: [{ column: '备注', field: 'display_name' }], constants: { country: 'CN' } };
    await start(id, { mapping, dryRun: true });
    const second = await upload('电话,公司名称,备注\n1,2,3\n');
    expect(await imports().previewImport({ importId: second.id }, mona)).toMatchObject({
      mappingRemembered: true,
      mapping,
    });
    await ended(id);
  });

  it('reads a workbook as a person sees it, and says which of its sheets', async () => {
    const row = (cells: string[]) => `<row>${cells.join('')}</row>`;
    const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
    const sheet = [
      row(['公司名称', '电话', '标签'].map(text)),
      row([text('=HYPERLINK()'), '<c><v>1.3800138E10</v></c>', '<c s="1"><v>45351</v></c>']),
    ];
    const styles = '<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>';
    const file = Buffer.from(zip(workbookParts(sheet.join(''), { 'xl/styles.xml': styles })));
    const { id } = await upload(file, mona, randomUUID(), 'customers.xlsx');
    expect(await imports().previewImport({ importId: id }, mona)).toMatchObject({
      format: 'xlsx',
      encoding: '',
      sheet: 'Kunden',
      otherSheets: [],
      rows: [{ number: 1, cells: ['=HYPERLINK()', '13800138000', '2024-02-29'], fault: '' }],
    });
    await start(id, { dryRun: true });
    expect(await ended(id)).toMatchObject({ rowsDone: 1, faulty: 1 });
    expect((await rejected(id))[0]?.faults.map(({ column }) => column)).toEqual(['电话']);
  });

  it('checks first without writing anything, then brings the good rows in and names the others', async () => {
    const key = randomUUID().slice(0, 8);
    const [taken, twice] = [mail(), mail()];
    await installed.at.client.customers.createLead(
      {
        lead: proto.Customer.fromPartial({ displayName: 'Holder', email: taken }),
        requestId: randomUUID(),
        refusePossibleDuplicates: false,
      },
      admin,
    );
    const csv = [
      'Company,Email,Phone,Country',
      `Good A ${key},${twice},030 ${key.replace(/\D/g, '1')},Germany`,
      `Bad phone ${key},,call me,德国`,
      `Taken mail ${key},${taken},,`,
      `Same mail ${key},${twice},,`,
      `Good A ${key} GmbH,,,`,
      `,${mail()},,`,
      `Good B ${key},,,Atlantis`,
      `Good C ${key},,,`,
    ].join('\n');
    const { id } = await upload(csv);
    await start(id, { dryRun: true });
    const checked = await ended(id);
    expect(checked).toMatchObject({ state: ImportState.IMPORT_STATE_CHECKED, created: 2, duplicates: 3, faulty: 3 });
    expect(await named(key)).toHaveLength(0);
    await start(id);
    const done = await ended(id);
    expect(done).toMatchObject({
      state: ImportState.IMPORT_STATE_DONE,
      rowsDone: 8,
      created: 2,
      duplicates: 3,
      faulty: 3,
    });
    expect((await named(key)).map(({ displayName }) => displayName).sort()).toEqual([`Good A ${key}`, `Good C ${key}`]);
    const rows = await rejected(id);
    expect(rows.map(({ number, faults }) => [number, faults.map(({ column }) => column).join()])).toEqual([
      [2, 'Phone'],
      [3, 'Email'],
      [4, 'Email'],
      [5, 'Company'],
      [6, 'Company'],
      [7, 'Country'],
    ]);
    let file = '';
    for await (const { content } of imports().downloadRejectedRows({ importId: id }, mona)) file += content.toString();
    expect(file.split('\r\n')[0]).toBe('\uFEFFCompany,Email,Phone,Country,row,reason');
    expect(file).toContain(`Bad phone ${key},,call me,德国,2,Phone: is not a phone number`);
    // The same file again: nothing comes in twice.
    const again = await upload(csv);
    await start(again.id);
    expect(await ended(again.id)).toMatchObject({ created: 0, duplicates: 5, faulty: 3 });
    expect(await named(key)).toHaveLength(2);
  });

  it('gives customers to their owners, without a decision by rules', async () => {
    const key = randomUUID().slice(0, 8);
    const csv = `公司,负责人,团队\nOwned ${key},张伟,\nPooled ${key},,South\nNobody ${key},无名,\nHomeless ${key},,\n`;
    const { id } = await upload(csv);
    const kind = ImportKind.IMPORT_KIND_CUSTOMERS;
    await start(id, { kind, dryRun: true });
    expect(await ended(id)).toMatchObject({ created: 2, faulty: 2 });
    expect((await failureOf(start(id, { kind }, admin).then(() => start(id, { kind }, ann)))).code).toMatch(
      /NOT_FOUND|PERMISSION_DENIED/,
    );
    expect(await ended(id)).toMatchObject({ state: ImportState.IMPORT_STATE_DONE, created: 2, faulty: 2 });
    const owned = (await named(`Owned ${key}`))[0];
    expect(owned).toMatchObject({
      state: proto.CustomerState.CUSTOMER_STATE_CUSTOMER,
      ownership: { ownerId: 'ann', teamPath: ['south'], cycle: 1 },
    });
    expect((await rejected(id)).map(({ faults }) => faults[0])).toEqual([
      { column: '负责人', description: 'there is no rep 无名' },
      { column: '负责人', description: 'an owner or a team is required' },
    ]);
    expect((await failureOf(start((await upload(csv, ann)).id, { kind }, ann))).code).toBe('PERMISSION_DENIED');
  });

  it('goes on in another process where the first one stopped, and nothing comes in twice', async () => {
    const key = randomUUID().slice(0, 8);
    // Blank rows have a number but are no rows, so that place and count differ.
    const lines = Array.from(
      { length: 2600 },
      (_, index) => `${index % 7 === 0 ? '\n' : ''}Mass ${key} ${index},${key}-${index}@example.com`,
    );
    const { id } = await upload(`Company,Email\n${lines.join('\n')}\n`);
    await start(id);
    await eventually(async () => (await imports().getImport({ importId: id }, admin)).rowsDone >= 500);
    // Both were there from the start, so either may be the one that works on it.
    for (const replaced of [0, 0]) {
      await installed.at.addInstance();
      await installed.at.removeInstance(replaced);
    }
    const job = await ended(id);
    expect(job).toMatchObject({ rowsDone: 2600, created: 2600, duplicates: 0, faulty: 0 });
    expect(await installed.countCustomers(`Mass ${key}`)).toBe(2600);
  }, 60_000);

  it('can be stopped, and started again from the first row without doubles', async () => {
    const key = randomUUID().slice(0, 8);
    const lines = Array.from({ length: 3000 }, (_, index) => `Stop ${key} ${index}`);
    const { id } = await upload(`Company\n${lines.join('\n')}\n`);
    await start(id);
    await eventually(async () => (await imports().getImport({ importId: id }, admin)).rowsDone >= 500);
    const cancelled = await imports().cancelImport({ importId: id, requestId: randomUUID() }, mona);
    expect(cancelled.state).toBe(ImportState.IMPORT_STATE_CANCELLED);
    expect(cancelled.rowsDone).toBeLessThan(3000);
    await start(id);
    expect(await ended(id)).toMatchObject({ state: ImportState.IMPORT_STATE_DONE, created: 3000, duplicates: 0 });
    expect(await installed.countCustomers(`Stop ${key}`)).toBe(3000);
    expect((await failureOf(start(id))).reason).toBe('IMPORT_DONE');
  }, 60_000);

  it('pages through rejected rows by their numbers, blank rows counted', async () => {
    const lines = Array.from({ length: 1100 }, (_, index) => `\nA${index},call me`);
    const { id } = await upload(`Company,Phone\n${lines.join('\n')}\n`);
    await start(id, { dryRun: true });
    expect(await ended(id)).toMatchObject({ rowCount: 1100, rowsDone: 1100, faulty: 1100 });
    const numbers: number[] = [];
    for (let pageToken: string | undefined = ''; pageToken !== undefined; ) {
      const page: proto.ListRejectedRowsResponse = await imports().listRejectedRows(
        { importId: id, pageSize: 150, pageToken },
        mona,
      );
      numbers.push(...page.rows.map(({ number }) => number));
      pageToken = page.nextPageToken === '' ? undefined : page.nextPageToken;
    }
    expect(numbers).toEqual(lines.map((_, index) => 2 * index + 2));
  });

  it('carries rows of many characters in answers and batches that can hold them', async () => {
    const cells = Array.from({ length: 13 }, (_, index) => `c${index}`);
    const row = (name: string) => [name, ...cells.map(() => '长'.repeat(30_000))].join(',');
    const { id } = await upload(`Company,${cells.join(',')}\n${row('')}\n${row('')}\n${row('')}\n${row('')}\n`);
    expect((await imports().previewImport({ importId: id }, mona)).rows).toHaveLength(1);
    await start(id, { dryRun: true });
    expect(await ended(id)).toMatchObject({ rowsDone: 4, faulty: 4 });
    const first = await imports().listRejectedRows({ importId: id, pageSize: 0, pageToken: '' }, mona);
    expect(first.rows.map(({ number }) => number)).toEqual([1]);
    const second = await imports().listRejectedRows(
      { importId: id, pageSize: 0, pageToken: first.nextPageToken },
      mona,
    );
    expect(second.rows.map(({ number }) => number)).toEqual([2]);
    let bytes = 0;
    for await (const { content } of imports().downloadRejectedRows({ importId: id }, mona)) {
      expect(content.length).toBeLessThanOrEqual(256 * 1024);
      bytes += content.length;
    }
    expect(bytes).toBeGreaterThan(4 * 13 * 30_000 * 3);
  }, 30_000);

  it('answers a repeated upload as before, and refuses another file under its id', async () => {
    const requestId: string = randomUUID();
    const first = await upload('a\n1\n', mona, requestId);
    expect(await upload('a\n1\n', mona, requestId)).toEqual(first);
    expect((await failureOf(upload('a\n2\n', mona, requestId))).reason).toBe('REQUEST_ID_REUSED');
    expect((await failureOf(upload('a\n1\n', admin, requestId))).reason).toBe('REQUEST_ID_FOREIGN');
  });

  it('never mixes two files that come under one id at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const requestId: string = randomUUID();
      const files = ['a', 'b'].map((cell) => `name\n${`${cell.repeat(50)}\n`.repeat(200)}`);
      const outcomes = await Promise.allSettled(files.map((file) => upload(file, mona, requestId)));
      const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const { id } = (outcomes[winner] as PromiseFulfilledResult<proto.Import>).value;
      const { rows } = await imports().previewImport({ importId: id }, mona);
      expect(new Set(rows.map(({ cells }) => cells[0]))).toEqual(new Set([(winner === 0 ? 'a' : 'b').repeat(50)]));
    }
  });

  it('lets nobody keep more than five imports waiting, also not by starts at one moment', async () => {
    const busy = await installed.at.manager('busy', 'south');
    const rows = Array.from({ length: 3000 }, (_, index) => `Queue ${index}`);
    const files = await Promise.all(Array.from({ length: 8 }, () => upload(`Company\n${rows.join('\n')}\n`, busy)));
    const requestIds = files.map((): string => randomUUID());
    const begin = (index: number) =>
      start(files[index]?.id as string, { dryRun: true, requestId: requestIds[index] as string }, busy);
    const outcomes = await Promise.allSettled(files.map((_, index) => begin(index)));
    const started = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
    const refused = outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
    expect([started.length, refused.length]).toEqual([5, 3]);
    expect(await failureOf(begin(refused[0] as number))).toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      reason: 'TOO_MANY_IMPORTS',
    });
    // A repeated call is answered as before; another person is not concerned.
    expect((await begin(started[0] as number)).state).toBe(ImportState.IMPORT_STATE_CHECKING);
    await start((await upload('Company\nX\n', ann)).id, { dryRun: true }, ann);
    const free = started[4] as number;
    await imports().cancelImport({ importId: files[free]?.id as string, requestId: randomUUID() }, busy);
    expect((await begin(refused[0] as number)).state).toBe(ImportState.IMPORT_STATE_CHECKING);
    for (const index of [...started, refused[0] as number]) await ended(files[index]?.id as string);
    expect((await begin(refused[1] as number)).state).toBe(ImportState.IMPORT_STATE_CHECKING);
    await ended(files[refused[1] as number]?.id as string);
  }, 60_000);

  it('lets nobody without a team say whose customers are', async () => {
    const kind = ImportKind.IMPORT_KIND_CUSTOMERS;
    const homeless = await installed.at.person({ sub: 'user-homeless', roles: ['manager'] });
    const { id } = await upload('Company,Owner\nX,ann\n', homeless);
    for (const as of [homeless, admin])
      expect((await failureOf(start(id, { kind }, as))).code).toBe('PERMISSION_DENIED');
  });

  it('is seen by whoever uploaded it and by an admin, and pages', async () => {
    const mine = [await upload('a\n1\n', ann), await upload('a\n2\n', ann)].map(({ id }) => id);
    expect((await failureOf(imports().getImport({ importId: mine[0] as string }, mona))).code).toBe('NOT_FOUND');
    const page = await imports().listImports({ pageSize: 1, pageToken: '' }, ann);
    const rest = await imports().listImports({ pageSize: 5, pageToken: page.nextPageToken }, ann);
    const seen = [...page.imports, ...rest.imports].map(({ id }) => id);
    expect(seen.slice(0, 2)).toEqual([...mine].reverse());
    expect((await imports().getImport({ importId: mine[0] as string }, admin)).createdBy).toBe('user-ann');
  });

  it('names every fault', async () => {
    expect(await failureOf(upload('', mona))).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'EMPTY_FILE' });
    expect(await failureOf(upload('a,a\n1,2\n', mona))).toMatchObject({ reason: 'DUPLICATE_HEADER' });
    expect(await failureOf(upload('a\n', mona))).toMatchObject({ reason: 'NO_ROWS' });
    expect((await failureOf(upload('a\n1\n', mona, 'x', ' '))).fields).toEqual([
      'header.file_name',
      'header.request_id',
    ]);
    const { id } = await upload('a\n1\n');
    const faulty = await failureOf(start(id, { kind: ImportKind.IMPORT_KIND_UNSPECIFIED, requestId: 'x' }));
    expect(faulty.fields.sort()).toEqual(['kind', 'request_id']);
    const mapping = { columns: [{ column: 'z', field: 'phone' }], constants: {} };
    expect((await failureOf(start(id, { mapping }))).fields).toEqual(['mapping.columns[0].column', 'mapping.columns']);
    expect(
      (
        await failureOf(
          start(id, { etag: '99', mapping: { columns: [{ column: 'a', field: 'display_name' }], constants: {} } }),
        )
      ).reason,
    ).toBe('STALE_ETAG');
    expect((await failureOf(imports().cancelImport({ importId: id, requestId: randomUUID() }, mona))).reason).toBe(
      'IMPORT_NOT_RUNNING',
    );
  });
});

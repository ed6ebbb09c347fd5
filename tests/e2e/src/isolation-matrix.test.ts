import { randomUUID } from 'node:crypto';
import { secretFiles } from '@fairlead/local';
import { assignment, customer, event, followup, insight, notification, order, workflow } from '@fairlead/proto';
import { fromClientError, ServiceTokens } from '@fairlead/service-kit';
import { callOptions, openTestClient } from '@fairlead/service-kit/dist/testing';
import type { CallOptions, CompatServiceDefinition } from 'nice-grpc';
import { eventually } from './support/eventually';
import { type Access, CALLERS, type Caller, type Matrix, readMatrix, writeRow } from './support/matrix';
import { manager, type Person, rep, TestPlatform } from './support/platform';

type AnyMethod = (request: object, options?: CallOptions) => Promise<unknown> | AsyncIterable<unknown>;
type AnyClient = Record<string, AnyMethod>;

const SERVED: [process: string, definition: CompatServiceDefinition][] = [
  ['customer', customer.CustomerServiceDefinition],
  ['customer', customer.LookupServiceDefinition],
  ['customer', customer.MatchServiceDefinition],
  ['customer', customer.PlaybookServiceDefinition],
  ['customer', customer.ImportServiceDefinition],
  ['customer', customer.RegistrationServiceDefinition],
  ['customer', customer.RegistrationWorkServiceDefinition],
  ['assignment', assignment.AssignmentServiceDefinition],
  ['assignment', assignment.WhatIfServiceDefinition],
  ['assignment', assignment.PoolServiceDefinition],
  ['assignment', assignment.OrganizationServiceDefinition],
  ['assignment', assignment.HandoverServiceDefinition],
  ['follow-up', followup.FollowUpServiceDefinition],
  ['follow-up', followup.TaskServiceDefinition],
  ['follow-up', followup.ObligationServiceDefinition],
  ['follow-up', followup.HandoverWorkServiceDefinition],
  ['follow-up', followup.CaseServiceDefinition],
  ['follow-up', followup.AttachmentServiceDefinition],
  ['follow-up', followup.CalendarServiceDefinition],
  ['follow-up', followup.ClockPolicyServiceDefinition],
  ['follow-up', followup.ClockMoveServiceDefinition],
  ['order', order.OrderServiceDefinition],
  ['order', order.OrderWorkServiceDefinition],
  ['order', order.CatalogueServiceDefinition],
  ['notification', notification.NotificationServiceDefinition],
  ['notification', notification.DeliveryServiceDefinition],
  ['notification', notification.ChannelServiceDefinition],
  ['notification', notification.TemplateServiceDefinition],
  ['insight', insight.TimelineServiceDefinition],
  ['insight', insight.DashboardServiceDefinition],
  ['worker', workflow.ProcessServiceDefinition],
  ['customer', event.EventLogServiceDefinition],
  ['assignment', event.EventLogServiceDefinition],
  ['follow-up', event.EventLogServiceDefinition],
  ['order', event.EventLogServiceDefinition],
  ['notification', event.EventLogServiceDefinition],
];

const PEOPLE: Record<Exclude<Caller, 'service'>, Person> = {
  owner: rep('ann', 'south'),
  colleague: rep('bob', 'south'),
  manager: manager('mia', 'south'),
  stranger: manager('nora', 'north'),
  partner: { sub: 'user-pia', roles: ['partner'], rep: 'pia', team: 'south' },
  operator: { sub: 'olga', roles: ['operator'] },
  admin: { sub: 'root', roles: ['admin'] },
};
const COLUMNS = {
  columns: [
    { column: 'Company', field: 'display_name' },
    { column: 'Email', field: 'email' },
  ],
};
const STALE = '999999';
/** What is about no customer, or about the caller alone. */
const ORGANIZATION =
  / \/(teams|reps|calendars|clock-policies|clock-moves|rule-sets|match-policy|playbook|registration-policy|case-settings|products|preferences|channels|webhook-endpoints|team-robots|message-templates|dashboard|lookup\/status|pools$)/;
/** What makes a list show the customers' matters. */
const QUERIES: Record<string, string> = {
  '/lookup': '?q=secret+harbour',
  '/order-totals': '?grouping=ORDER_GROUPING_CUSTOMER',
};
const FORBIDDEN = ['PERMISSION_DENIED', 'UNAUTHENTICATED'];

/** Promise: docs/isolation.md says who sees what, and it is so: for every method, route, stream, lookup and timeline. */
describe('the isolation matrix', () => {
  let at: TestPlatform;
  /** Ann's lead, one in south's pool, and what hangs on Ann's. */
  const known = {
    lead: '',
    pooled: '',
    task: '',
    followUp: '',
    obligation: '',
    import: '',
    order: '',
    registration: '',
    handover: '',
    case: '',
    attachment: '',
  };
  /** Another file at the same follow-up, for whoever may remove one. */
  let spareFile = '';
  /** A complaint of the pooled lead, with Ann as its agent: nothing of Ann's lead can be merged into it. */
  let otherCase = '';
  /** A contest of Ann's registration by Nora, which Nora took back. */
  let contestId = '';
  const as = {} as Record<Caller, CallOptions>;
  const clients = new Map<string, AnyClient>();

  beforeAll(async () => {
    at = await TestPlatform.start(9);
    for (const id of ['south', 'north']) await at.admin.post('/teams', { id, displayName: id });
    for (const [id, teamId] of [
      ['ann', 'south'],
      ['bob', 'south'],
      ['mia', 'south'],
      ['nora', 'north'],
      ['pia', 'south'],
    ])
      await at.admin.post('/reps', { id, displayName: id, teamId, skills: id === 'ann' ? ['service'] : [] });
    for (const [name, person] of Object.entries(PEOPLE)) as[name as Caller] = await at.as(person);
    as.service = callOptions(await ServiceTokens.fromFile('workflows', secretFiles(at.dataDir).serviceKey).token());
    for (const [process, definition] of SERVED)
      clients.set(keyOf(process, definition), openTestClient(definition, at.port(process)) as unknown as AnyClient);
    known.lead = await ownedLead('Secret Harbour');
    known.pooled = await ownedLead('Pooled Harbour');
    await at.admin.post(`/leads/${known.pooled}:recycle`, { cycle: 2, reason: 'returned' });
    await prepareRecords();
  }, 180_000);
  afterAll(() => at?.stop(), 60_000);

  const keyOf = (process: string, definition: CompatServiceDefinition) => {
    const name = String(definition.fullName);
    return name.startsWith('crm.event') ? `${name}@${process}` : name;
  };

  async function ownedLead(displayName: string): Promise<string> {
    const { body } = await at.admin.post('/leads', { displayName, phone: `+4930${String(Math.random()).slice(2, 9)}` });
    await eventually(async () => (await at.admin.get(`/customers/${body.id}`)).body.ownership?.poolId);
    expect((await at.admin.post(`/leads/${body.id}:assign`, { repId: 'ann' })).status).toBe(200);
    return body.id;
  }

  async function prepareRecords(): Promise<void> {
    const ann = await at.rest(PEOPLE.owner);
    const call = { method: 'CONTACT_METHOD_CALL', outcome: 'FOLLOW_UP_OUTCOME_NOT_REACHED', content: 'Called.' };
    known.followUp = (await ann.post(`/customers/${known.lead}/follow-ups`, call)).body.id;
    const dueTime = new Date(Date.now() + 86_400_000).toISOString();
    const task = { customerId: known.lead, title: 'Call again', dueTime };
    known.task = (await ann.post('/tasks', task)).body.id;
    const product = { id: 'probe', displayName: 'Probe', listPrice: { currencyCode: 'EUR', minorUnits: '100' } };
    await at.admin.post('/products', product);
    const orderLines = [{ productId: 'probe', quantity: '1' }];
    const draft = { customerId: known.lead, currencyCode: 'EUR', orderDate: '2026-11-27', lines: orderLines };
    known.order = (await ann.post('/orders', draft)).body.id;
    expect((await ann.post(`/orders/${known.order}:confirm`)).status).toBe(200);
    known.import = (await ann.upload('/imports?fileName=own.csv', 'Company,Email\nOwn Row,no mail\n')).body.id;
    const started = {
      kind: 'IMPORT_KIND_LEADS',
      dryRun: true,
      mapping: COLUMNS,
    };
    await ann.post(`/imports/${known.import}:start`, started);
    await eventually(async () => (await ann.get(`/imports/${known.import}`)).body.state === 'IMPORT_STATE_CHECKED');
    await prepareContest(ann);
    known.obligation = await eventually(async () => {
      const { body } = await at.admin.get(`/obligations?subject=${known.lead}`);
      return body.obligations?.[0]?.id as string;
    });
    const subject = { kind: 'CASE_KIND_COMPLAINT', channel: 'CASE_CHANNEL_PHONE', subjectLine: 'It leaks' };
    known.case = (await ann.post('/cases', { customerId: known.lead, ...subject })).body.id;
    await eventually(async () => (await ann.get(`/cases/${known.case}`)).body.case?.assigneeId === 'ann');
    otherCase = (await at.admin.post('/cases', { customerId: known.pooled, ...subject })).body.id;
    expect((await at.admin.post(`/cases/${otherCase}:assign`, { assigneeId: 'ann' })).status).toBe(200);
    expect((await ann.post(`/cases/${known.case}/notes`, { text: 'Angry.' })).status).toBe(201);
    const files = `/follow-ups/${known.followUp}/attachments?fileName=`;
    known.attachment = (await ann.upload(`${files}own.csv`, 'Company\nOwn Row\n')).body.id;
    await ann.upload(`/cases/${known.case}/attachments?fileName=case.csv`, 'Company\n');
    spareFile = (await ann.upload(`${files}spare.csv`, 'Company\n')).body.id;
    // Nobody manages the team: everything stays where it is, each customer named.
    const plan = { rule: 'RECEIVER_RULE_MANAGER' };
    const terms = { fromRepId: 'ann', reason: 'HANDOVER_REASON_MOVES', mode: 'HANDOVER_MODE_PERMANENT', plan };
    known.handover = (await ann.post('/handovers', terms)).body.id;
    await ann.post(`/handovers/${known.handover}:submit`);
    await at.admin.post(`/handovers/${known.handover}:approve`);
    await eventually(async () => (await ann.get(`/handovers/${known.handover}`)).body.state === 'HANDOVER_STATE_DONE');
    // Everything that follows from events is there before anybody looks.
    await eventually(async () => (await at.admin.get('/lookup?q=secret')).body.hits?.length === 1);
    await eventually(async () => (await at.admin.get(`/customers/${known.lead}/timeline`)).body.entries?.length >= 6);
    await eventually(async () => (await ann.get('/notifications')).body.notifications?.length >= 1);
    for (const value of Object.values(known)) expect(value).toBeTruthy();
  }

  async function prepareContest(ann: Awaited<ReturnType<typeof at.rest>>): Promise<void> {
    const nora = await at.rest(PEOPLE.stranger);
    known.registration = (await ann.post('/registrations', { displayName: 'Registered Harbour' })).body.id;
    const { body: conflict } = await nora.post('/registrations', { displayName: 'Registered Harbour' });
    const conflictReference = conflict.metadata.conflict_reference;
    const filed = { conflictReference, reason: 'It was ours before.', evidence: 'An older offer.' };
    contestId = (await nora.post('/contests', filed)).body.id;
    expect((await nora.post('/contests:withdraw', { conflictReference })).status).toBe(200);
  }

  /** A request that comes to the record and then changes nothing; methods that are not named get an empty one. */
  const requests = (): Record<string, object> => {
    const {
      lead: customerId,
      task: taskId,
      import: importId,
      registration: registrationId,
      handover: handoverId,
      case: caseId,
      attachment: attachmentId,
    } = known;
    const [requestId, leadId] = [randomUUID(), customerId];
    return {
      GetCustomer: { customerId },
      BatchGetCustomers: { customerIds: [customerId] },
      UpdateCustomer: { customer: { id: customerId, etag: STALE, city: 'X' }, updateMask: ['city'], requestId },
      ChangeStage: { customerId, stage: 'STAGE_NEED', etag: STALE, requestId },
      ConvertLead: { customerId, etag: STALE, requestId },
      MarkLost: { customerId, reason: 'probe', etag: STALE, requestId },
      ApplyOwnership: { customerId, ownership: { revision: 0n, teamPath: [] } },
      LookupCustomers: { query: 'secret harbour' },
      GetStageGuide: { customerId },
      TickItem: { customerId, itemId: 'probe', done: false, requestId },
      FindDuplicates: { lead: { displayName: 'Secret Harbour Ltd' } },
      GetImport: { importId },
      PreviewImport: { importId },
      ListRejectedRows: { importId },
      DownloadRejectedRows: { importId },
      CancelImport: { importId, requestId },
      StartImport: {
        importId,
        kind: 'IMPORT_KIND_LEADS',
        etag: STALE,
        requestId,
        mapping: COLUMNS,
      },
      GetRegistration: { registrationId },
      ExtendRegistration: { registrationId, evidence: 'A quote was asked for.', etag: STALE, requestId },
      WithdrawRegistration: { registrationId, etag: STALE, requestId },
      ConvertRegistration: { registrationId, customerId, etag: STALE, requestId },
      DecideContest: {
        registrationId,
        contestId,
        decision: 'CONTEST_STATE_UPHELD',
        reason: 'Both sides were heard.',
        requestId,
      },
      AdvanceRegistration: { registrationId },
      GetDecision: { leadId, cycle: 2 },
      ListDecisions: { leadId },
      ExplainDecision: { leadId },
      GetOwnership: { leadId },
      AssignLead: { leadId, repId: 'bob', etag: STALE, requestId },
      RecycleLead: { leadId, cycle: 99, reason: 'returned', requestId },
      ListPoolLeads: { poolId: 'pool-south' },
      ClaimLead: { leadId, requestId },
      GetPool: { poolId: 'pool-south' },
      UpdatePool: { pool: { id: 'pool-south', etag: STALE, takesLost: true }, updateMask: ['takes_lost'], requestId },
      ClosePool: { poolId: 'pool-south', etag: STALE, requestId },
      ReturnLead: { leadId, cycle: 99, reason: 'probe', requestId },
      MoveToPool: { leadId, poolId: 'pool-south', reason: 'probe', etag: STALE, requestId },
      ListOwnershipHistory: { leadId },
      ListFollowUps: { customerId },
      GetFollowUp: { followUpId: known.followUp },
      BatchGetFollowUps: { customerId, followUpIds: [known.followUp] },
      LogFollowUp: {
        followUp: {
          customerId,
          method: 'CONTACT_METHOD_CALL',
          outcome: 'FOLLOW_UP_OUTCOME_NOT_REACHED',
          content: 'Probe.',
        },
        requestId,
      },
      CreateTask: { task: { customerId, title: 'Probe', dueTime: new Date(Date.now() + 3_600_000) }, requestId },
      CompleteTask: { taskId, etag: STALE, requestId },
      ReopenTask: { taskId, etag: STALE, requestId },
      GetObligation: { obligationId: known.obligation },
      PauseObligation: {
        obligationId: known.obligation,
        until: new Date(Date.now() + 3_600_000),
        reason: 'Probe',
        requestId,
      },
      ResumeObligation: { obligationId: known.obligation, requestId },
      RecordLevel: { obligationId: known.obligation, levelId: 'none' },
      CloseObligation: { obligationId: 'first_contact:none:1' },
      CreateOrder: {
        order: {
          customerId,
          currencyCode: 'EUR',
          orderDate: '2026-11-27',
          lines: [{ productId: 'none', quantity: '1' }],
        },
        requestId,
      },
      GetOrder: { orderId: known.order },
      UpdateOrder: {
        order: {
          id: known.order,
          etag: STALE,
          orderDate: '2026-11-27',
          lines: [{ productId: 'probe', quantity: '1' }],
        },
        requestId,
      },
      ConfirmOrder: { orderId: known.order, etag: STALE, requestId },
      CancelOrder: { orderId: known.order, etag: STALE, reason: 'probe', requestId },
      ShipOrder: { orderId: known.order, shipment: { lines: [{ lineNumber: 99, quantity: '1' }] }, requestId },
      SummarizeOrders: { grouping: 'ORDER_GROUPING_CUSTOMER' },
      ReceiveShipment: { orderId: known.order, shipmentId: randomUUID(), requestId },
      PreviewHandover: { fromRepId: 'ann' },
      CreateHandover: {
        handover: { fromRepId: 'ann', reason: 'HANDOVER_REASON_MOVES', mode: 'HANDOVER_MODE_STAND_IN' },
        requestId,
      },
      UpdateHandover: {
        handover: { id: handoverId, etag: STALE, reason: 'HANDOVER_REASON_LEAVES' },
        updateMask: ['reason'],
        requestId,
      },
      WriteHandoverNote: { note: { handoverId, leadId }, requestId },
      SubmitHandover: { handoverId, requestId },
      ApproveHandover: { handoverId, requestId },
      RejectHandover: { handoverId, reason: 'probe', requestId },
      CancelHandover: { handoverId, requestId },
      GetHandover: { handoverId },
      ListHandoverItems: { handoverId },
      AcknowledgeHandover: { handoverId, requestId },
      UndoHandover: { handoverId, requestId },
      AdvanceHandover: { handoverId },
      OpenCase: {
        case: { customerId, kind: 'CASE_KIND_COMPLAINT', channel: 'CASE_CHANNEL_PHONE', subjectLine: 'Probe' },
        requestId,
      },
      GetCase: { caseId },
      TakeCase: { caseId, requestId },
      AssignCase: { caseId, assigneeId: 'bob', requestId },
      RespondToCase: { caseId, requestId },
      WaitForCustomer: { caseId, until: new Date(Date.now() + 3_600_000), reason: 'probe', requestId },
      ContinueCase: { caseId, requestId },
      ChangeCasePriority: { caseId, priority: 'CASE_PRIORITY_HIGH', reason: 'probe', requestId },
      ResolveCase: { caseId, resolution: 'probe', requestId },
      ConfirmCase: { caseId, requestId },
      ReopenCase: { caseId, reason: 'probe', requestId },
      MergeCases: { caseId, intoCaseId: otherCase, requestId },
      AddCaseNote: { caseId, text: 'probe', requestId },
      ListCaseNotes: { caseId },
      SuggestDuplicates: { caseId },
      GetCaseBoard: {},
      AdvanceCase: { caseId },
      UploadAttachment: {},
      DownloadAttachment: { attachmentId },
      GetAttachment: { attachmentId },
      BatchGetAttachments: { customerId, attachmentIds: [attachmentId], followUpIds: [known.followUp] },
      ListAttachments: { customerId },
      DeleteAttachment: { attachmentId: spareFile, requestId },
      UndeleteAttachment: { attachmentId, requestId },
      ListTimeline: { customerId },
      GetProcess: { processId: known.obligation },
      Subscribe: { untilHead: true },
    };
  };

  /** Lists of customers' matters, which need no request to show something. */
  const LISTS = [
    'ListCustomers',
    'ListImports',
    'ListRegistrations',
    'ListContests',
    'ListTasks',
    'ListObligations',
    'ListOrders',
    'ListHandovers',
    'ListCases',
    'ListProcesses',
    'ListNotifications',
  ];
  const shows = (name: string) =>
    LISTS.includes(name) ||
    // A pool is the team's, whoever its leads were with.
    (name !== 'GetPool' &&
      name in requests() &&
      /^(Get|BatchGet|List|Preview|Download|Explain|Lookup|Find|Summarize|Subscribe)/.test(name));

  async function ask(client: AnyClient, name: string, options?: CallOptions): Promise<Access> {
    const method = client[name[0]?.toLowerCase() + name.slice(1)] as AnyMethod;
    const upload = async function* () {
      yield {};
    };
    /** An empty file: it is refused after whoever sends it was found to be allowed. */
    const file = async function* () {
      const header = { recordKind: 'RECORD_KIND_FOLLOW_UP', recordId: known.followUp, fileName: 'probe' };
      yield { part: { $case: 'header', value: { ...header, contentType: '', note: '', requestId: randomUUID() } } };
      yield { part: { $case: 'end', value: { sizeBytes: 0n } } };
    };
    const uploads: Record<string, () => object> = { UploadImport: upload, UploadAttachment: file };
    const request = uploads[name]?.() ?? requests()[name] ?? {};
    try {
      const answer = method.call(client, request, options);
      const parts: unknown[] = [];
      if (Symbol.asyncIterator in (answer as object))
        for await (const part of answer as AsyncIterable<{ content?: Buffer }>)
          parts.push(part.content?.toString() ?? part);
      else parts.push(await answer);
      return shows(name) ? found(parts) : 'may';
    } catch (error) {
      const { code } = fromClientError(error);
      if (FORBIDDEN.includes(code)) return 'refused';
      return code === 'NOT_FOUND' && name in requests() ? 'nothing' : 'may';
    }
  }

  /** Whether an answer tells anything of what is Ann's, or only of what lies in the pool. */
  function found(answer: unknown): Access {
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer, plain);
    const { pooled, ...own } = known;
    if ([...Object.values(own), 'Own Row'].some((value) => text.includes(value))) return 'sees';
    return text.includes(pooled) ? 'pool' : 'nothing';
  }
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

  const compare = (expected: Matrix, actual: Matrix) => {
    const lines: string[] = [];
    for (const [what, row] of actual) {
      const wanted = expected.get(what);
      if (!wanted) lines.push(`not in docs/isolation.md: ${writeRow(what, row)}`);
      else
        for (const caller of CALLERS)
          if (wanted[caller] !== row[caller]) lines.push(`${what}: ${caller} ${row[caller]}, not ${wanted[caller]}`);
    }
    for (const what of expected.keys()) if (!actual.has(what)) lines.push(`only in docs/isolation.md: ${what}`);
    return lines;
  };
  const of = (kind: 'rpc' | 'route') =>
    new Map([...readMatrix()].filter(([what]) => /^(GET|POST|PATCH|DELETE) /.test(what) === (kind === 'route')));

  it('holds for every RPC and stream', async () => {
    const actual: Matrix = new Map();
    const open: string[] = [];
    for (const [process, definition] of SERVED) {
      const client = clients.get(keyOf(process, definition)) as AnyClient;
      for (const { name } of Object.values(definition.methods) as { name: string }[]) {
        const row = {} as Record<Caller, Access>;
        for (const caller of CALLERS) row[caller] = await ask(client, name, as[caller]);
        const what = `${keyOf(process, definition)}/${name}`;
        actual.set(what, row);
        if ((await ask(client, name)) !== 'refused') open.push(what);
      }
    }
    expect(compare(of('rpc'), actual)).toEqual([]);
    // Nobody gets anything without a token.
    expect(open).toEqual([]);
  }, 120_000);

  const PEOPLE_ONLY = CALLERS.filter((each): each is keyof typeof PEOPLE => each !== 'service');

  async function askRoute(caller: keyof typeof PEOPLE, what: string, path: string, body: object): Promise<Access> {
    const rest = await at.rest(PEOPLE[caller]);
    const headers = { 'idempotency-key': randomUUID(), 'if-match': `"${STALE}"` };
    const { status, text } =
      what === 'POST /imports' || /^POST .+\/attachments$/.test(what)
        ? { ...(await rest.upload(`${path}?fileName=${what === 'POST /imports' ? '' : 'probe'}`, '')), text: '' }
        : await rest.raw(what.split(' ')[0] as string, path, what.startsWith('GET') ? undefined : body, headers);
    if (status === 401 || status === 403) return 'refused';
    if (status === 404) return ORGANIZATION.test(what) ? 'may' : 'nothing';
    if (status >= 500) throw new Error(`${what} for ${caller}: ${status} ${text}`);
    // A fault that the gateway itself found says nothing about who may.
    if (status === 400 && /unknown field|expected/i.test(text)) throw new Error(`${what}: ${text}`);
    if (ORGANIZATION.test(what) || what === 'GET /pools/{id}') return 'may';
    return what.startsWith('GET') || what.endsWith(':findDuplicates') ? found(text) : 'may';
  }

  it('holds for every route', async () => {
    const document = (await (await fetch(`${at.platform.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const actual: Matrix = new Map();
    const [from, to] = ['2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z'];
    /** Bodies that reach the service and change nothing there: it finds a fault, or the etag is stale. */
    const bodies: Record<string, object> = {
      'PATCH /customers/{id}': { city: 'X' },
      'POST /customers/{id}:changeStage': { stage: 'STAGE_NEED' },
      'POST /customers/{id}:markLost': { reason: 'probe' },
      'POST /customers/{id}/follow-ups': {
        method: 'CONTACT_METHOD_CALL',
        outcome: 'FOLLOW_UP_OUTCOME_NOT_REACHED',
        content: 'Probe.',
      },
      'POST /customers/{id}/checklist:tick': { itemId: 'probe', done: false },
      'POST /leads': { displayName: '' },
      'POST /leads:findDuplicates': { displayName: 'Secret Harbour Ltd' },
      'POST /leads/{id}:assign': { repId: 'bob' },
      'POST /handovers:preview': { fromRepId: 'ann' },
      'POST /handovers': {
        fromRepId: 'ann',
        reason: 'HANDOVER_REASON_MOVES',
        mode: 'HANDOVER_MODE_STAND_IN',
      },
      'PATCH /handovers/{id}': { reason: 'HANDOVER_REASON_LEAVES' },
      'POST /handovers/{id}/notes': { leadId: known.lead },
      'POST /handovers/{id}:reject': { reason: 'probe' },
      'POST /leads/{id}:recycle': { cycle: 99, reason: 'returned' },
      'POST /leads/{id}:return': { cycle: 99, reason: 'probe' },
      'POST /leads/{id}:moveToPool': { poolId: 'pool-south', reason: 'probe' },
      'POST /pools': { id: '!', teamId: '', displayName: '' },
      'PATCH /pools/{id}': { takesLost: true },
      'POST /pools/{id}:close': { moveToPoolId: '' },
      'POST /registrations': { displayName: '' },
      'POST /registrations/{id}:extend': { evidence: 'A quote was asked for.' },
      'POST /registrations/{id}:convert': { customerId: known.lead },
      'POST /contests': { conflictReference: 'none', reason: '', evidence: '' },
      'POST /contests:withdraw': { conflictReference: 'none' },
      'POST /registrations/{id}/contests/{contestId}:decide': {
        decision: 'CONTEST_STATE_UPHELD',
        reason: 'Both sides were heard.',
      },
      'PATCH /registration-policy': {
        protection: '90s',
        reminder: '0s',
        extensions: 1,
        extension: '30s',
        contest: '30s',
        mostPerRegistrant: 50,
      },
      'POST /cases': {
        customerId: known.lead,
        kind: 'CASE_KIND_COMPLAINT',
        channel: 'CASE_CHANNEL_PHONE',
        subjectLine: 'Probe',
      },
      'POST /cases/{id}:assign': { assigneeId: 'bob' },
      'POST /cases/{id}:wait': { until: to, reason: 'probe' },
      'POST /cases/{id}:changePriority': { priority: 'CASE_PRIORITY_HIGH', reason: 'probe' },
      'POST /cases/{id}:resolve': { resolution: 'probe' },
      'POST /cases/{id}:reopen': { reason: 'probe' },
      'POST /cases/{id}:merge': { intoCaseId: otherCase },
      'POST /cases/{id}/notes': { text: 'probe' },
      'PATCH /case-settings': {
        detection: true,
        words: [],
        negations: [],
        objection: '90s',
        reopening: '0s',
        surveyReminder: '0s',
        poorRating: 2,
      },
      'POST /imports/{id}:start': { kind: 'IMPORT_KIND_LEADS', mapping: COLUMNS },
      'PATCH /match-policy': {
        phone: 'MATCH_ACTION_WARN',
        email: 'MATCH_ACTION_WARN',
        companyName: 'MATCH_ACTION_WARN',
      },
      'POST /orders': {
        customerId: known.lead,
        currencyCode: 'EUR',
        orderDate: '2026-11-27',
        lines: [{ productId: 'none', quantity: '1' }],
      },
      'PATCH /orders/{id}': { orderDate: '2026-11-27', lines: [{ productId: 'probe', quantity: '1' }] },
      'POST /orders/{id}:cancel': { reason: 'probe' },
      'POST /orders/{id}:ship': { lines: [{ lineNumber: 99, quantity: '1' }] },
      'POST /orders/{id}:receive': { shipmentId: randomUUID() },
      'POST /orders:import': { orders: [] },
      'POST /products': { id: '!', displayName: '', listPrice: { currencyCode: 'EUR', minorUnits: '1' } },
      'POST /obligations/{id}:pause': { until: new Date(Date.now() + 3_600_000).toISOString(), reason: 'Probe' },
      'POST /tasks': { customerId: known.lead, title: 'Probe', dueTime: to },
      'POST /teams': { id: '!', displayName: '' },
      'POST /reps': { id: '!', displayName: '', teamId: '' },
      'POST /reps/{id}/leaves': { from: to, to: from },
      'POST /calendars': { id: '!', displayName: '', timeZone: '' },
      'POST /clock-policies': { id: '!', duration: '1s' },
      'POST /what-ifs': { ruleSetVersion: 0, days: 0 },
      'POST /rule-sets': { rules: [], fallbackTeamId: '' },
      'POST /notifications:mark': { notificationIds: [], read: true },
      'POST /deliveries:retry': { channel: 'none', since: from },
      'POST /webhook-endpoints': { url: '' },
      'POST /webhook-endpoints/{id}:rotate': { overlapHours: -1 },
      'PATCH /message-templates/{kind}/{channel}/{locale}': { subject: '', body: '' },
      'POST /message-templates/{kind}/{channel}/{locale}:preview': { body: '' },
      'POST /team-robots': { teamId: '!', kind: 'ROBOT_KIND_WECOM', key: '' },
    };
    const ids: [RegExp, string][] = [
      [/^\/(customers|leads)\//, known.lead],
      [/^\/tasks\//, known.task],
      [/^\/imports\//, known.import],
      [/^\/registrations\//, known.registration],
      [/^\/orders\//, known.order],
      [/^\/handovers\//, known.handover],
      [/^\/cases\//, known.case],
      [/^\/follow-ups\//, known.followUp],
      [/^\/attachments\//, known.attachment],
      [/^\/(obligations|processes)\//, known.obligation],
      [/^\/pools\//, 'pool-south'],
    ];
    for (const [full, methods] of Object.entries(document.paths)) {
      const path = full.replace('/api/v1', '');
      // A survey is for whoever has its link.
      if (path === '/session' || path === '/events' || path.startsWith('/surveys/')) continue;
      const id = ids.find(([pattern]) => pattern.test(path))?.[1] ?? 'none';
      const filled = path
        .replace('{id}', encodeURIComponent(id))
        .replace('{contestId}', contestId)
        .replace(/\{\w+\}/g, '1');
      const query = QUERIES[path] ?? '';
      for (const method of Object.keys(methods)) {
        const verb = method.toUpperCase();
        const what = `${verb} ${path}`;
        const row = {} as Record<Caller, Access>;
        const target = what === 'DELETE /attachments/{id}' ? `/attachments/${spareFile}` : `${filled}${query}`;
        for (const caller of PEOPLE_ONLY) row[caller] = await askRoute(caller, what, target, bodies[what] ?? {});
        actual.set(what, { ...row, service: '–' } as never);
        const nobody = await fetch(`${at.platform.url}/api/v1${filled}`, {
          method: verb,
          headers: { 'x-requested-with': 'fairlead' },
        });
        expect([full, nobody.status]).toEqual([full, 401]);
      }
    }
    expect(compare(of('route'), actual)).toEqual([]);
  }, 120_000);

  it('holds for what is a partner’s own: seen in every way, and nobody else in it', async () => {
    const { body: lead } = await at.admin.post('/leads', { displayName: 'Dealer Harbour' });
    await eventually(async () => (await at.admin.get(`/customers/${lead.id}`)).body.ownership?.poolId);
    expect((await at.admin.post(`/leads/${lead.id}:assign`, { repId: 'pia' })).status).toBe(200);
    const pia = await at.rest(PEOPLE.partner);
    const dueTime = new Date(Date.now() + 86_400_000).toISOString();
    const call = { method: 'CONTACT_METHOD_CALL', outcome: 'FOLLOW_UP_OUTCOME_NOT_REACHED', content: 'Called.' };
    await eventually(
      async () => (await pia.post('/tasks', { customerId: lead.id, title: 'Visit', dueTime })).status === 201,
    );
    expect((await pia.post(`/customers/${lead.id}/follow-ups`, call)).status).toBe(201);
    const own = (await pia.post('/registrations', { displayName: 'Dealer Prospect' })).body.id;
    const order = {
      customerId: lead.id,
      currencyCode: 'EUR',
      orderDate: '2026-11-27',
      lines: [{ productId: 'probe', quantity: '1' }],
    };
    const orderId = (await at.admin.post('/orders', order)).body.id;
    const ids = async (path: string, list: string) =>
      ((await pia.get(path)).body[list] as { id: string }[]).map(({ id }) => id);
    expect(await ids('/customers', 'customers')).toEqual([lead.id]);
    expect(await ids('/registrations', 'registrations')).toEqual([own]);
    expect(await ids('/orders', 'orders')).toEqual([orderId]);
    expect((await pia.get('/tasks')).body.tasks).toHaveLength(1);
    expect(await ids('/reps', 'reps')).toEqual(['pia']);
    expect(await ids('/teams', 'teams')).toEqual(['south']);
    expect(await ids('/pools', 'pools')).toEqual([]);
    await eventually(async () => (await pia.get('/lookup?q=dealer')).body.hits?.length === 1);
    // Ann, Bob and the admin work on the same records; a partner reads no name but the own.
    await eventually(async () => (await pia.get(`/customers/${lead.id}/timeline`)).body.entries?.length >= 4);
    const { body } = await pia.get(`/customers/${lead.id}/overview`);
    expect(body.people).toEqual({ pia: 'pia' });
    const mia = await at.rest(PEOPLE.manager);
    expect(Object.keys((await mia.get(`/customers/${lead.id}/overview`)).body.people).length).toBeGreaterThan(1);
  }, 60_000);

  it('holds for a lead in a pool: reps of the team see it masked, strangers not at all', async () => {
    const seen: Record<string, string> = {};
    for (const caller of CALLERS.filter((each) => each !== 'service')) {
      const rest = await at.rest(PEOPLE[caller]);
      const { status, body } = await rest.get(`/customers/${known.pooled}`);
      seen[caller] = status === 404 ? 'nothing' : body.masked ? 'masked' : 'sees';
      const byName = (await rest.get('/lookup?q=pooled+harbour')).body.hits?.length ?? 0;
      expect([caller, byName]).toEqual([caller, status === 404 ? 0 : 1]);
    }
    expect(seen).toEqual({
      owner: 'masked',
      colleague: 'masked',
      manager: 'sees',
      stranger: 'nothing',
      partner: 'nothing',
      operator: 'sees',
      admin: 'sees',
    });
  });
});

import { followup as proto } from '@fairlead/proto';
import {
  type CallerContext,
  type Codec,
  type CommandCall,
  commandCall,
  commandOf,
  Faults,
  type MethodAccess,
  STAFF,
  staleEtag,
} from '@fairlead/service-kit';
import { advanceCase } from '../application/advance-case';
import { clockIds } from '../application/align-case-clocks';
import { scopeOfCaller } from '../application/case-caller';
import type { CaseDeps } from '../application/case-deps';
import {
  assignCaseTo,
  confirm,
  goOn,
  reopen,
  reprioritize,
  resolve,
  respond,
  takeCase,
  wait,
} from '../application/change-case';
import { mergeCases } from '../application/merge-cases';
import { noteCase } from '../application/note-case';
import { openCaseBy } from '../application/open-case';
import { pausedNow } from '../application/paused-now';
import { rateByLink, readSurvey } from '../application/rate-case';
import { readBoard } from '../application/read-board';
import { suggestDuplicates } from '../application/suggest-duplicates';
import type { Case } from '../domain/case';
import type { CaseSettings } from '../domain/case-settings';
import { mayWorkOn } from '../domain/case-sight';
import type { CaseDoc } from '../repository/case-models';
import { CASE_SETTINGS } from '../repository/case-settings-repository';
import { CASE_REPLY, NOTE_REPLY, SETTINGS_REPLY, toCase, toNote, toSettings, toShownCase } from './case-messages';
import {
  checkCaseCommand,
  checkPriority,
  checkToken,
  checkWait,
  MAX_REASON,
  MAX_TEXT,
  parseCaseQuery,
  parseNewCase,
  parseRating,
  parseSettings,
} from './case-requests';

const WORKERS = ['rep', 'manager', 'admin'] as const;

export const CASE_ACCESS: MethodAccess = {
  OpenCase: WORKERS,
  GetCase: STAFF,
  ListCases: STAFF,
  TakeCase: ['rep', 'manager'],
  AssignCase: ['manager', 'admin'],
  RespondToCase: WORKERS,
  WaitForCustomer: WORKERS,
  ContinueCase: WORKERS,
  ChangeCasePriority: WORKERS,
  ResolveCase: WORKERS,
  ConfirmCase: WORKERS,
  ReopenCase: WORKERS,
  MergeCases: WORKERS,
  AddCaseNote: WORKERS,
  ListCaseNotes: STAFF,
  SuggestDuplicates: STAFF,
  GetSurvey: ['service'],
  RateCase: ['service'],
  AdvanceCase: ['service'],
  GetCaseBoard: STAFF,
  GetCaseSettings: STAFF,
  UpdateCaseSettings: ['admin'],
};

/** Complaints and service requests over gRPC. */
export class CaseGrpc implements proto.CaseServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: CaseDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  openCase(request: proto.OpenCaseRequest, context: CallerContext): Promise<proto.Case> {
    const given = parseNewCase(request);
    return openCaseBy(this.deps, given, this.call(context, 'OpenCase', proto.OpenCaseRequest, request));
  }

  async getCase({ caseId }: proto.GetCaseRequest, context: CallerContext): Promise<proto.Case> {
    const found = await this.visible(caseId, context);
    return (await this.shown([found], context))[0] as proto.Case;
  }

  async listCases(request: proto.ListCasesRequest, context: CallerContext): Promise<proto.ListCasesResponse> {
    const query = parseCaseQuery(request, context.principal.sub);
    const { docs, nextPageToken } = await this.deps.cases.list(query, await scopeOfCaller(this.deps, context));
    return { cases: await this.shown(docs, context), nextPageToken };
  }

  takeCase(request: proto.TakeCaseRequest, context: CallerContext): Promise<proto.Case> {
    checkCaseCommand(request).throwIfAny();
    return takeCase(this.deps, request.caseId, this.call(context, 'TakeCase', proto.TakeCaseRequest, request));
  }

  assignCase(request: proto.AssignCaseRequest, context: CallerContext): Promise<proto.Case> {
    checkCaseCommand(request).slug('assignee_id', request.assigneeId).throwIfAny();
    const call = this.call(context, 'AssignCase', proto.AssignCaseRequest, request);
    return assignCaseTo(this.deps, request.caseId, request.assigneeId, call);
  }

  respondToCase(request: proto.RespondToCaseRequest, context: CallerContext): Promise<proto.Case> {
    const text = request.text.trim();
    checkCaseCommand(request).text('text', text, { max: MAX_TEXT }).throwIfAny();
    const call = this.call(context, 'RespondToCase', proto.RespondToCaseRequest, request);
    return respond(this.deps, request.caseId, text, call);
  }

  waitForCustomer(request: proto.WaitForCustomerRequest, context: CallerContext): Promise<proto.Case> {
    const { until, reason } = checkWait(request, this.clock());
    const call = this.call(context, 'WaitForCustomer', proto.WaitForCustomerRequest, request);
    return wait(this.deps, request.caseId, until, reason, call);
  }

  continueCase(request: proto.ContinueCaseRequest, context: CallerContext): Promise<proto.Case> {
    checkCaseCommand(request).throwIfAny();
    return goOn(this.deps, request.caseId, this.call(context, 'ContinueCase', proto.ContinueCaseRequest, request));
  }

  changeCasePriority(request: proto.ChangeCasePriorityRequest, context: CallerContext): Promise<proto.Case> {
    const { priority, reason } = checkPriority(request);
    const call = this.call(context, 'ChangeCasePriority', proto.ChangeCasePriorityRequest, request);
    return reprioritize(this.deps, request.caseId, priority, reason, call);
  }

  resolveCase(request: proto.ResolveCaseRequest, context: CallerContext): Promise<proto.Case> {
    const resolution = request.resolution.trim();
    checkCaseCommand(request).text('resolution', resolution, { min: 1, max: MAX_TEXT }).throwIfAny();
    const call = this.call(context, 'ResolveCase', proto.ResolveCaseRequest, request);
    return resolve(this.deps, request.caseId, resolution, call);
  }

  confirmCase(request: proto.ConfirmCaseRequest, context: CallerContext): Promise<proto.Case> {
    checkCaseCommand(request).throwIfAny();
    return confirm(this.deps, request.caseId, this.call(context, 'ConfirmCase', proto.ConfirmCaseRequest, request));
  }

  reopenCase(request: proto.ReopenCaseRequest, context: CallerContext): Promise<proto.Case> {
    const reason = request.reason.trim();
    checkCaseCommand(request).text('reason', reason, { min: 1, max: MAX_REASON }).throwIfAny();
    const call = this.call(context, 'ReopenCase', proto.ReopenCaseRequest, request);
    return reopen(this.deps, request.caseId, reason, call);
  }

  mergeCases(request: proto.MergeCasesRequest, context: CallerContext): Promise<proto.Case> {
    const { caseId, intoCaseId } = request;
    const faults = checkCaseCommand(request).uuid('into_case_id', intoCaseId);
    faults.check(caseId !== intoCaseId, 'into_case_id', 'must be another case').throwIfAny();
    const call = this.call(context, 'MergeCases', proto.MergeCasesRequest, request);
    return mergeCases(this.deps, caseId, intoCaseId, call);
  }

  addCaseNote(request: proto.AddCaseNoteRequest, context: CallerContext): Promise<proto.CaseNote> {
    const text = request.text.trim();
    checkCaseCommand(request).text('text', text, { min: 1, max: MAX_TEXT }).throwIfAny();
    const now = this.clock();
    const call = commandCall(context, 'AddCaseNote', proto.AddCaseNoteRequest, request, NOTE_REPLY, now);
    return noteCase(this.deps, request.caseId, text, call);
  }

  async listCaseNotes(
    { caseId, pageSize, pageToken }: proto.ListCaseNotesRequest,
    context: CallerContext,
  ): Promise<proto.ListCaseNotesResponse> {
    new Faults()
      .uuid('case_id', caseId)
      .check(pageSize >= 0, 'page_size', 'must not be negative')
      .throwIfAny();
    await this.visible(caseId, context);
    const page = { pageSize, pageToken, caller: context.principal.sub };
    const { docs, nextPageToken } = await this.deps.caseNotes.listOf(caseId, page);
    return { notes: docs.map(toNote), nextPageToken };
  }

  async suggestDuplicates(
    { caseId }: proto.SuggestDuplicatesRequest,
    context: CallerContext,
  ): Promise<proto.SuggestDuplicatesResponse> {
    const found = await suggestDuplicates(this.deps, await this.visible(caseId, context));
    return { duplicates: found.map(({ doc, likeness }) => ({ case: toCase(doc), likeness })) };
  }

  async getSurvey({ token }: proto.GetSurveyRequest): Promise<proto.Survey> {
    checkToken(token).throwIfAny();
    return toSurvey(await readSurvey(this.deps, token, this.clock()));
  }

  async rateCase(request: proto.RateCaseRequest, { principal }: CallerContext): Promise<proto.Survey> {
    const given = parseRating(request);
    const context = { now: this.clock(), actor: principal.sub };
    return toSurvey(await rateByLink(this.deps, request.token, given, context));
  }

  async advanceCase({ caseId }: proto.AdvanceCaseRequest, context: CallerContext): Promise<proto.Case> {
    new Faults().uuid('case_id', caseId).throwIfAny();
    const written = { now: this.clock(), actor: context.principal.sub };
    return (await this.shown([await advanceCase(this.deps, caseId, written)], context))[0] as proto.Case;
  }

  async getCaseBoard({ teamId }: proto.GetCaseBoardRequest, context: CallerContext): Promise<proto.CaseBoard> {
    const faults = new Faults();
    if (teamId !== '') faults.slug('team_id', teamId).throwIfAny();
    const scope = await scopeOfCaller(this.deps, context);
    const board = await readBoard(this.deps, teamId, scope, context.principal, this.clock());
    const [longest, nearest] = [await this.shown(board.longest, context), await this.shown(board.nearest, context)];
    return { counts: board.counts, agents: board.agents, longest, nearest };
  }

  async getCaseSettings(): Promise<proto.CaseSettings> {
    return toSettings(await this.deps.caseSettings.current());
  }

  async updateCaseSettings(
    request: proto.UpdateCaseSettingsRequest,
    { principal }: CallerContext,
  ): Promise<proto.CaseSettings> {
    const { etag, values } = parseSettings(request);
    const outcome = await this.deps.caseSettings.store.change(
      CASE_SETTINGS,
      (doc) => {
        if (etag !== String(doc.revision)) throw staleEtag();
        const same = (key: keyof CaseSettings) => JSON.stringify(values[key]) === JSON.stringify(doc[key]);
        const fields = (Object.keys(values) as (keyof CaseSettings)[]).filter((key) => !same(key));
        const type = 'crm.followup.case_settings.updated.v1';
        return { set: values, events: [{ type, subject: CASE_SETTINGS, data: { fields } }] };
      },
      { now: this.clock(), actor: principal.sub },
      commandOf(principal, 'UpdateCaseSettings', proto.UpdateCaseSettingsRequest, request),
      SETTINGS_REPLY,
    );
    return outcome.reply;
  }

  private async visible(caseId: string, context: CallerContext): Promise<CaseDoc> {
    new Faults().uuid('case_id', caseId).throwIfAny();
    return this.deps.cases.get(caseId, await scopeOfCaller(this.deps, context));
  }

  /** With their clocks, for whoever asks. */
  private async shown(docs: CaseDoc[], { principal }: CallerContext): Promise<proto.Case[]> {
    const ids = docs.flatMap((doc) => currentClocks(doc));
    const found = new Map((await this.deps.obligations.store.findMany(ids)).map((clock) => [clock._id, clock]));
    const paused = await pausedNow(this.deps, [...found.values()], this.clock());
    const { surveyKey } = this.deps;
    return docs.map((doc) => {
      const clocks = currentClocks(doc).flatMap((id) => found.get(id) ?? []);
      return toShownCase(doc, { clocks, paused, workable: mayWorkOn(principal, doc), surveyKey });
    });
  }

  private call<Q extends { requestId: string }>(
    context: CallerContext,
    method: string,
    codec: Codec<Q>,
    request: Q,
  ): CommandCall<Case, proto.Case> {
    return commandCall(context, method, codec, request, CASE_REPLY, this.clock());
  }
}

/** First response, and the resolution of the present cycle. */
const currentClocks = (doc: CaseDoc): string[] => {
  const all = clockIds(doc._id, doc);
  return [all[0] as string, all.at(-1) as string];
};

const toSurvey = ({ link, found }: Awaited<ReturnType<typeof readSurvey>>): proto.Survey => ({
  subjectLine: found.subjectLine,
  rated: found.ratings.some(({ cycle }) => cycle === link.cycle),
  expireTime: link.expireTime,
});

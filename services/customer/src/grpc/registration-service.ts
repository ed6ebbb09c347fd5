import { customer as proto } from '@fairlead/proto';
import {
  type CallerContext,
  type Command,
  commandOf,
  Faults,
  type MethodAccess,
  pageSize,
  scopeOf,
  staleEtag,
} from '@fairlead/service-kit';
import { advanceDue } from '../application/advance-registration';
import { changeVisible, type RegistrationCall } from '../application/change-registration';
import {
  type ContestCall,
  contestRegistration,
  settleContest,
  takeBackContest,
} from '../application/contest-registration';
import { convertToCustomer } from '../application/convert-registration';
import { findRegistrant } from '../application/find-registrant';
import { registerProspect } from '../application/register-prospect';
import type { RegistrationDeps } from '../application/registration-deps';
import { extendRegistration, withdrawRegistration } from '../domain/registration';
import type { RegistrationPolicy } from '../domain/registration-policy';
import { REGISTRATION_POLICY } from '../repository/registration-policies';
import {
  contestReply,
  contestsToProto,
  policyToProto,
  registrationReply,
  registrationToProto,
  viewerOf,
} from './registration-mapper';
import { checkList, parseEvidence, parsePolicy, parseProspect, parseReason } from './registration-requests';

const WRITERS = ['rep', 'partner', 'manager', 'admin'] as const;
const DECISIONS = [proto.ContestState.CONTEST_STATE_UPHELD, proto.ContestState.CONTEST_STATE_TRANSFERRED];
const POLICY_REPLY = { codec: proto.RegistrationPolicy, of: policyToProto };

export const REGISTRATION_ACCESS: MethodAccess = {
  RegisterProspect: WRITERS,
  GetRegistration: 'any',
  ListRegistrations: 'any',
  ExtendRegistration: WRITERS,
  WithdrawRegistration: WRITERS,
  ConvertRegistration: WRITERS,
  ContestRegistration: ['rep', 'partner', 'manager'],
  WithdrawContest: ['rep', 'partner', 'manager'],
  DecideContest: ['manager', 'admin'],
  ListContests: 'any',
  AdvanceRegistration: ['service'],
  GetRegistrationPolicy: 'any',
  UpdateRegistrationPolicy: ['admin'],
};

/** gRPC edge of registrations. */
export class RegistrationGrpc implements proto.RegistrationServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: RegistrationDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async registerProspect(
    request: proto.RegisterProspectRequest,
    { principal }: CallerContext,
  ): Promise<proto.Registration> {
    const context = { now: this.clock(), actor: principal.sub };
    const prospect = parseProspect(request, context.now);
    const registrant = await findRegistrant(principal, request.registrantId, this.deps.organization);
    const command = commandOf(principal, 'RegisterProspect', proto.RegisterProspectRequest, request);
    const reply = registrationReply(viewerOf(principal, await this.policy()));
    return registerProspect(prospect, registrant, { context, command }, this.deps, reply);
  }

  async getRegistration(
    { registrationId }: proto.GetRegistrationRequest,
    { principal }: CallerContext,
  ): Promise<proto.Registration> {
    new Faults().uuid('registration_id', registrationId).throwIfAny();
    const doc = await this.deps.registrations.get(registrationId, scopeOf(principal));
    return registrationToProto(doc, viewerOf(principal, await this.policy()));
  }

  async listRegistrations(
    request: proto.ListRegistrationsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListRegistrationsResponse> {
    checkList(request);
    const page = await this.deps.registrations.list(request, scopeOf(principal), principal.sub);
    const viewer = viewerOf(principal, await this.policy());
    const registrations = page.docs.map((doc) => registrationToProto(doc, viewer));
    return { registrations, nextPageToken: page.nextPageToken };
  }

  async extendRegistration(
    request: proto.ExtendRegistrationRequest,
    context: CallerContext,
  ): Promise<proto.Registration> {
    const faults = idFaults(request);
    const evidence = parseEvidence(request, faults);
    faults.throwIfAny();
    const policy = await this.policy();
    const command = commandOf(context.principal, 'ExtendRegistration', proto.ExtendRegistrationRequest, request);
    const call = this.call(context, command, policy);
    const { now } = call.context;
    return changeVisible(
      request.registrationId,
      request.etag,
      (doc) => extendRegistration(doc._id, doc, evidence, policy, now),
      call,
      this.deps,
    );
  }

  async withdrawRegistration(
    request: proto.WithdrawRegistrationRequest,
    context: CallerContext,
  ): Promise<proto.Registration> {
    idFaults(request).throwIfAny();
    const command = commandOf(context.principal, 'WithdrawRegistration', proto.WithdrawRegistrationRequest, request);
    const call = this.call(context, command, await this.policy());
    const { now } = call.context;
    return changeVisible(
      request.registrationId,
      request.etag,
      (doc) => withdrawRegistration(doc._id, doc, now),
      call,
      this.deps,
    );
  }

  async convertRegistration(
    request: proto.ConvertRegistrationRequest,
    context: CallerContext,
  ): Promise<proto.Registration> {
    idFaults(request).uuid('customer_id', request.customerId).throwIfAny();
    const command = commandOf(context.principal, 'ConvertRegistration', proto.ConvertRegistrationRequest, request);
    const call = this.call(context, command, await this.policy());
    const { registrationId: id, customerId, etag } = request;
    return convertToCustomer({ id, customerId, etag }, call, this.deps);
  }

  async contestRegistration(request: proto.ContestRegistrationRequest, context: CallerContext): Promise<proto.Contest> {
    const faults = conflictFaults(request);
    const reason = parseReason(request.reason, faults);
    const evidence = parseEvidence(request, faults);
    faults.throwIfAny();
    const command = commandOf(context.principal, 'ContestRegistration', proto.ContestRegistrationRequest, request);
    const call = await this.contestCall(context, command);
    return contestRegistration(request.conflictReference, { reason, ...evidence }, call, this.deps);
  }

  async withdrawContest(request: proto.WithdrawContestRequest, context: CallerContext): Promise<proto.Contest> {
    conflictFaults(request).throwIfAny();
    const command = commandOf(context.principal, 'WithdrawContest', proto.WithdrawContestRequest, request);
    return takeBackContest(request.conflictReference, await this.contestCall(context, command), this.deps);
  }

  async decideContest(request: proto.DecideContestRequest, context: CallerContext): Promise<proto.Contest> {
    const faults = idFaults(request).uuid('contest_id', request.contestId);
    faults.check(DECISIONS.includes(request.decision), 'decision', 'must be upheld or transferred');
    const reason = parseReason(request.reason, faults);
    faults.throwIfAny();
    const command = commandOf(context.principal, 'DecideContest', proto.DecideContestRequest, request);
    const { registrationId, contestId, decision: outcome } = request;
    const wanted = { registrationId, contestId, outcome, reason };
    return settleContest(wanted, await this.contestCall(context, command), this.deps);
  }

  async listContests(
    request: proto.ListContestsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListContestsResponse> {
    const { openOnly, pageToken } = request;
    const page = { pageSize: pageSize(request.pageSize, 50, 200), pageToken, caller: principal.sub };
    const found = await this.deps.registrations.listContested(openOnly, page, scopeOf(principal));
    const viewer = viewerOf(principal, await this.policy());
    const contests = found.docs
      .flatMap((doc) => contestsToProto(doc, viewer))
      .filter(({ state }) => !openOnly || state === proto.ContestState.CONTEST_STATE_OPEN);
    return { contests, nextPageToken: found.nextPageToken };
  }

  async advanceRegistration(
    { registrationId }: proto.AdvanceRegistrationRequest,
    { principal }: CallerContext,
  ): Promise<proto.Registration> {
    new Faults().uuid('registration_id', registrationId).throwIfAny();
    const doc = await advanceDue(registrationId, { now: this.clock(), actor: principal.sub }, this.deps);
    return registrationToProto(doc, viewerOf(principal, await this.policy()));
  }

  async getRegistrationPolicy(): Promise<proto.RegistrationPolicy> {
    return policyToProto(await this.deps.registrationPolicies.read());
  }

  async updateRegistrationPolicy(
    request: proto.UpdateRegistrationPolicyRequest,
    { principal }: CallerContext,
  ): Promise<proto.RegistrationPolicy> {
    const { etag, values } = parsePolicy(request);
    const policies = this.deps.registrationPolicies;
    const outcome = await policies.store.change(
      REGISTRATION_POLICY,
      (doc) => {
        if (etag !== String(doc.revision)) throw staleEtag();
        const fields = (Object.keys(values) as (keyof RegistrationPolicy)[]).filter((key) => values[key] !== doc[key]);
        return {
          set: values,
          events: [
            { type: 'crm.customer.registration_policy.updated.v1', subject: REGISTRATION_POLICY, data: { fields } },
          ],
        };
      },
      { now: this.clock(), actor: principal.sub },
      commandOf(principal, 'UpdateRegistrationPolicy', proto.UpdateRegistrationPolicyRequest, request),
      POLICY_REPLY,
    );
    await policies.read();
    return outcome.reply;
  }

  private policy = () => this.deps.registrationPolicies.current();

  private call(
    { principal }: CallerContext,
    command: Command,
    policy: RegistrationPolicy,
  ): RegistrationCall<proto.Registration> {
    const viewer = viewerOf(principal, policy);
    const context = { now: this.clock(), actor: principal.sub };
    return { scope: viewer.scope, context, command, reply: registrationReply(viewer) };
  }

  private async contestCall({ principal }: CallerContext, command: Command): Promise<ContestCall> {
    const viewer = viewerOf(principal, await this.policy());
    return {
      principal,
      scope: viewer.scope,
      context: { now: this.clock(), actor: principal.sub },
      command,
      replyOf: (contestId) => contestReply(viewer, contestId),
    };
  }
}

const idFaults = ({ registrationId, requestId }: { registrationId: string; requestId: string }) =>
  new Faults().uuid('registration_id', registrationId).uuid('request_id', requestId);

const conflictFaults = ({ conflictReference, requestId }: { conflictReference: string; requestId: string }) =>
  new Faults().uuid('conflict_reference', conflictReference).uuid('request_id', requestId);

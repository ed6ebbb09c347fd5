import { customer as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandOf,
  Faults,
  invalidArgument,
  type MethodAccess,
  STAFF,
  scopeOf,
  staleEtag,
} from '@fairlead/service-kit';
import { refuseUnlessWritable } from '../application/write-context';
import { tickItem } from '../domain/checklist';
import { newTaskItems, type Playbook, partFor, repeatedIds, STAGES, typesOf, withPart } from '../domain/playbook';
import type { CustomerRepository } from '../repository/customer-repository';
import type { CustomerDoc } from '../repository/models';
import { PLAYBOOK, type Playbooks } from '../repository/playbooks';
import { playbookToProto, toGuide } from './playbook-mapper';
import { isStage, parseDraft, parseStagePlaybook } from './playbook-requests';

export const PLAYBOOK_ACCESS: MethodAccess = {
  GetPlaybook: STAFF,
  UpdateStagePlaybook: ['admin'],
  PreviewStagePlaybook: ['admin'],
  GetStageGuide: 'any',
  TickItem: ['rep', 'manager', 'admin', 'service', 'partner'],
};

const PLAYBOOK_REPLY = { codec: proto.Playbook, of: playbookToProto };

/** gRPC edge of the playbook and of the checklists of customers. */
export class PlaybookGrpc implements proto.PlaybookServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: { customers: CustomerRepository; playbooks: Playbooks },
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async getPlaybook(): Promise<proto.Playbook> {
    return playbookToProto(await this.deps.playbooks.read());
  }

  async updateStagePlaybook(
    request: proto.UpdateStagePlaybookRequest,
    { principal }: CallerContext,
  ): Promise<proto.Playbook> {
    const part = parseStagePlaybook(request);
    const isForPresent = request.presentCustomers === proto.PresentCustomers.PRESENT_CUSTOMERS_TASKS;
    const outcome = await this.deps.playbooks.store.change(
      PLAYBOOK,
      (doc) => {
        if (request.etag !== String(doc.revision)) throw staleEtag();
        const playbook = withPart(doc, part);
        refuseRepeatedIds(playbook);
        const taskItems = isForPresent ? newTaskItems(doc, part).map(({ id }) => id) : [];
        const data = { stage: part.stage, taskItems };
        return {
          set: playbook,
          events: [{ type: 'crm.customer.playbook.updated.v1', subject: PLAYBOOK, data }],
        };
      },
      { now: this.clock(), actor: principal.sub },
      commandOf(principal, 'UpdateStagePlaybook', proto.UpdateStagePlaybookRequest, request),
      PLAYBOOK_REPLY,
    );
    await this.deps.playbooks.read();
    return outcome.reply;
  }

  async previewStagePlaybook(request: proto.PreviewStagePlaybookRequest): Promise<proto.PreviewStagePlaybookResponse> {
    const part = parseDraft(request);
    const present = await this.deps.playbooks.read();
    if (request.etag !== String(present.revision)) throw staleEtag();
    refuseRepeatedIds(withPart(present, part));
    const items = newTaskItems(present, part);
    const { customers } = this.deps;
    const customerCount = items.length === 0 ? 0 : await customers.countInStage(part.stage, typesOf(items));
    return { taskItems: items.map(({ id }) => id), customerCount };
  }

  async getStageGuide(
    { customerId, target }: proto.GetStageGuideRequest,
    { principal }: CallerContext,
  ): Promise<proto.StageGuide> {
    const wanted = target === proto.Stage.STAGE_UNSPECIFIED ? undefined : target;
    const faults = new Faults().uuid('customer_id', customerId);
    faults.check(wanted === undefined || isStage(wanted), 'target', 'is not a known stage').throwIfAny();
    const doc = await this.deps.customers.get(customerId, scopeOf(principal));
    return toGuide(doc, await this.deps.playbooks.current(), wanted);
  }

  async tickItem(request: proto.TickItemRequest, { principal }: CallerContext): Promise<proto.StageGuide> {
    const { customerId, itemId, done, requestId } = request;
    const faults = new Faults().uuid('customer_id', customerId).slug('item_id', itemId);
    faults.uuid('request_id', requestId).throwIfAny();
    const [scope, now] = [scopeOf(principal), this.clock()];
    const playbook = await this.deps.playbooks.current();
    await this.deps.customers.get(customerId, scope);
    const outcome = await this.deps.customers.store.change(
      customerId,
      (doc) => {
        refuseUnlessWritable(doc, { scope }, '');
        if (done) refuseUnknownItem(playbook, doc, itemId);
        return tickItem(doc._id, doc, itemId, done, principal.sub, now);
      },
      { now, actor: principal.sub },
      commandOf(principal, 'TickItem', proto.TickItemRequest, request),
      { codec: proto.StageGuide, of: (doc: CustomerDoc) => toGuide(doc, playbook) },
    );
    return outcome.reply;
  }
}

function refuseRepeatedIds(playbook: Playbook): void {
  const repeated = [...repeatedIds(playbook)];
  if (repeated.length === 0) return;
  throw invalidArgument(
    repeated.map((id) => ({ field: 'stage_playbook', description: `the id ${id} is in the playbook more than once` })),
  );
}

function refuseUnknownItem(playbook: Playbook, { type }: CustomerDoc, itemId: string): void {
  const known = STAGES.some((stage) => partFor(playbook, stage, type).items.some(({ id }) => id === itemId));
  if (!known)
    throw invalidArgument([{ field: 'item_id', description: 'the playbook has no such item for this customer' }]);
}

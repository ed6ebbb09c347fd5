import type { ObligationData, OwnershipData } from '@fairlead/proto';
import type { Copies, Effect, EventSource, Handlers } from '@fairlead/service-kit';
import type { ObligationFact } from '../domain/attainment';
import { CLAIMED, type CustomerFact, type PoolMoveFact } from '../domain/facts';
import type { TeamPaths } from './team-paths';

/** What the dashboards count, by the record's id. A fact is replaced only by what a later event of its log told. */
export interface Facts {
  obligations: Copies<ObligationFact>;
  customers: Copies<CustomerFact>;
  poolMoves: Copies<PoolMoveFact>;
}

export const factConsumer = (service: string) => `insight.facts-on-${service}`;

type Projector = (facts: Facts, teams: TeamPaths) => Handlers;

/** How the facts follow each log. */
export const PROJECTORS: Record<string, Projector> = {
  customer: followCustomers,
  assignment: followPools,
  'follow-up': followObligations,
};

/** A projection: it may start again at any position, since a fact names the event that told it. */
export const projectFacts = (source: EventSource, facts: Facts, teams: TeamPaths) => ({
  name: factConsumer(source.name),
  source,
  skipTrimmed: true,
  handlers: (PROJECTORS[source.name] as Projector)(facts, teams),
});

const effect = (written: boolean): Effect => (written ? 'applied' : 'repeated');
const NOBODY: Omit<CustomerFact, 'revision'> = {
  state: 'CUSTOMER_STATE_LEAD',
  stage: 'STAGE_LEAD',
  ownerId: '',
  teamId: '',
  teamPath: [],
  createdBy: '',
};

function followCustomers({ customers }: Facts): Handlers {
  const change = async (id: string, sequence: bigint, part: Partial<CustomerFact>): Promise<Effect> => {
    const { _id, ...held } = (await customers.find(id)) ?? { ...NOBODY, _id: id };
    return effect(await customers.apply(id, { ...held, ...part, revision: Number(sequence) }));
  };
  return {
    'crm.customer.lead.created.v1': ({ subject, sequence, actor }) => change(subject, sequence, { createdBy: actor }),
    // Who was dealt with before comes in as a customer that was contacted.
    'crm.customer.customer.imported.v1': ({ subject, sequence, actor }) =>
      change(subject, sequence, { state: 'CUSTOMER_STATE_CUSTOMER', stage: 'STAGE_CONTACT', createdBy: actor }),
    'crm.customer.stage.changed.v1': ({ subject, sequence, data }) => change(subject, sequence, { stage: data.to }),
    'crm.customer.lead.converted.v1': ({ subject, sequence }) =>
      change(subject, sequence, { state: 'CUSTOMER_STATE_CUSTOMER' }),
    'crm.customer.lead.lost.v1': ({ subject, sequence }) => change(subject, sequence, { state: 'CUSTOMER_STATE_LOST' }),
    'crm.customer.lead.reopened.v1': ({ subject, sequence }) =>
      change(subject, sequence, { state: 'CUSTOMER_STATE_LEAD', stage: 'STAGE_LEAD' }),
    'crm.customer.ownership.applied.v1': ({ subject, sequence, data: { ownerId, teamId, teamPath } }) =>
      change(subject, sequence, { ownerId, teamId, teamPath }),
  };
}

function followPools({ poolMoves }: Facts): Handlers {
  const note = async (
    event: { subject: string; sequence: bigint; time?: Date },
    reason: string,
    { teamId, teamPath }: OwnershipData,
    ownerId: string,
  ): Promise<Effect> => {
    const { subject: customerId, time = new Date(0), sequence } = event;
    const fact = { customerId, reason, ownerId, teamId, teamPath, time, revision: Number(sequence) };
    return effect(await poolMoves.apply(String(sequence), fact));
  };
  return {
    'crm.assignment.lead.pooled.v1': (event) => note(event, event.data.reason, event.data, event.data.previousOwnerId),
    'crm.assignment.lead.claimed.v1': (event) => note(event, CLAIMED, event.data, event.data.ownerId),
  };
}

function followObligations({ obligations }: Facts, teams: TeamPaths): Handlers {
  const note = async (
    { subject, sequence, data }: { subject: string; sequence: bigint; data: ObligationData },
    state: string,
    closeTime: Date | null,
  ): Promise<Effect> => {
    const { obligationId, kind, ownerId, teamId, dueTime } = data;
    const fact: ObligationFact = {
      kind,
      subject,
      ownerId,
      teamId,
      teamPath: await teams.of(teamId),
      state,
      dueTime: new Date(dueTime),
      closeTime,
      revision: Number(sequence),
    };
    return effect(await obligations.apply(obligationId, fact));
  };
  return {
    'crm.followup.obligation.opened.v1': (event) => note(event, 'OBLIGATION_STATE_OPEN', null),
    'crm.followup.obligation.rescheduled.v1': (event) => note(event, 'OBLIGATION_STATE_OPEN', null),
    'crm.followup.obligation.closed.v1': (event) => note(event, event.data.state, event.time ?? new Date(0)),
  };
}

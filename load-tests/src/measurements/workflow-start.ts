import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { assignment } from '@fairlead/proto';
import { Client, Connection } from '@temporalio/client';
import type { Measured, Measurement, Run } from '../measurement';
import { alternately } from '../support/alternately';
import { BareClient } from '../support/bare-client';
import { rateOf } from '../support/callers';
import { createLeads } from '../support/new-leads';
import { LoadPlatform, TEAM } from '../support/platform';

const CALLERS = 16;
const LEADS = 300;
const WARM_UP = 10;
const RUNS = 3;
const PROCESSES = ['document-store', 'temporal', 'customer', 'assignment', 'follow-up', 'worker'];
const TYPE = 'leadSla';
const TASK_QUEUE = 'fairlead';

/** From created leads to their started workflows, beside bare starts of the same workflows. */
export const workflowStart: Measurement = { name: 'workflow-start', measure };

async function measure({ log }: Run): Promise<Measured> {
  const at = await LoadPlatform.start({ only: PROCESSES });
  const connection = await Connection.connect({ address: at.platform.temporalAddress });
  const { workflow: temporal } = new Client({ connection });
  const client = new BareClient(at.address('customer'), await at.adminToken());
  try {
    await at.addOwners();
    await publishRules(at);
    let started = 0;
    const throughUs = async (count: number) => {
      const begun = Date.now();
      await createLeads(client, CALLERS, count);
      started += count;
      while ((await temporal.count(`WorkflowType = "${TYPE}"`)).count < started) await sleep(100);
      return count / ((Date.now() - begun) / 1000);
    };
    const bare = async (count: number) => {
      const obligations = await at.collection('follow_up', 'obligations').find({}).limit(count).toArray();
      started += count;
      return rateOf(CALLERS, count, async (index) => {
        // An obligation that has its workflow already: another one reads it and waits, as the first one did.
        const { _id: obligationId, subject: leadId, cycle } = obligations[index] as unknown as Obligation;
        const args = [{ obligationId, leadId, cycle }];
        await temporal.start(TYPE, { workflowId: `bare-${randomUUID()}`, taskQueue: TASK_QUEUE, args });
      });
    };
    await throughUs(LEADS);
    await bare(WARM_UP);
    const pair = { floor: () => bare(LEADS), ours: () => throughUs(LEADS) };
    const { runs, ...medians } = await alternately(RUNS, pair, log);
    const figure = {
      ...medians,
      name: 'created to workflow started',
      floorIs: `workflow.start of the same workflows by ${CALLERS} callers, on the same Temporal and worker`,
      unit: 'starts/s',
      better: 'higher' as const,
      aim: 0.8,
    };
    const notes = [
      `median of ${RUNS} runs of ${LEADS} leads each, in turn; ours is from the first CreateLead until Temporal counts all`,
    ];
    return { figures: [figure], notes, details: runs };
  } finally {
    client.close();
    await connection.close();
    await at.stop();
  }
}

interface Obligation {
  _id: string;
  subject: string;
  cycle: number;
}

/** Rules that give every lead to a rep of the team, so that its clock starts. */
async function publishRules(at: LoadPlatform): Promise<void> {
  const client = new BareClient(at.address('assignment'), await at.adminToken());
  const service = assignment.AssignmentServiceDefinition;
  const { createRuleSet, publishRuleSet } = service.methods;
  const rules = [{ id: 'all', condition: 'true', teamIds: [TEAM] }];
  const request = { ruleSet: { rules, fallbackTeamId: TEAM }, requestId: randomUUID() };
  try {
    const draft = await client.call(service, createRuleSet, assignment.CreateRuleSetRequest.fromPartial(request));
    await client.call(service, publishRuleSet, { version: draft.version, requestId: randomUUID() });
  } finally {
    client.close();
  }
}

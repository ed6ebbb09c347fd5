import { endClock, openClock, pauseClock } from '@fairlead/follow-up/dist/application/subject-clocks';
import type { Obligation } from '@fairlead/follow-up/dist/domain/obligation';
import { ObligationGrpc } from '@fairlead/follow-up/dist/grpc/obligation-service';
import { ASSUMPTIONS, OFFICE } from '@fairlead/follow-up/dist/simulation/assumptions';
import { FIRST_CONTACT } from '@fairlead/follow-up/dist/simulation/leads';
import { peopleOf } from '@fairlead/follow-up/dist/simulation/people';
import { simulateYear } from '@fairlead/follow-up/dist/simulation/simulate';
import { startInstallation } from '@fairlead/follow-up/dist/testing/installation';
import { useCasesOf } from '@fairlead/follow-up/dist/testing/use-cases';
import { startDocumentStore } from '@fairlead/local/dist/document-store';
import { followup } from '@fairlead/proto';
import { toDuration } from '@fairlead/service-kit';
import { leadSlaActivities, type ObligationClient } from '@fairlead/workflows/dist/lead-sla/activities';
import { changed } from '@fairlead/workflows/dist/lead-sla/messages';
import { leadSlaId } from '@fairlead/workflows/dist/lead-sla/state';
import { obligationClockId } from '@fairlead/workflows/dist/obligation-clock/state';
import { openSkippingEnvironment } from '@fairlead/workflows/dist/testing/skipping-environment';
import { Worker } from '@temporalio/worker';

const { ObligationState } = followup;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const QUEUE = 'simulation-test';
const SEED = 11;
const LEADS = 160;
const COMPLAINT_CLOCKS = 60;

/** Something that the test does at a virtual instant. */
interface Turn {
  at: Date;
  act(now: Date): Promise<void>;
}

const day = (from: number) => new Date(from).toISOString().slice(0, 10);
const keyOf = ({ kind, subject, cycle }: Obligation) => `${kind}:${subject}:${cycle}`;
const reached = (levels: Obligation['levels']) => levels.filter(({ recordTime }) => recordTime).map(({ id }) => id);
const dues = (levels: Obligation['levels']) => levels.map(({ id, dueTime }) => [id, dueTime.toISOString()]);

/** The order of what comes within minutes of each other is the server's, which skips time: such clocks are left out. */
function isClear({ levels, closeTime, pauses = [] }: Obligation): boolean {
  const turns = [closeTime, ...pauses.map(({ from }) => from)].flatMap((time) => (time ? [time.getTime()] : []));
  return levels.every(({ dueTime }) => turns.every((turn) => Math.abs(turn - dueTime.getTime()) > 10 * MINUTE_MS));
}

/** Promise: what the simulation shows is what the real workflows and the real service do. */
describe('the simulation beside the real workflows', () => {
  it(`comes to the same due instants and levels in ${LEADS + COMPLAINT_CLOCKS} cases`, async () => {
    const store = await startDocumentStore();
    process.env.TEST_MONGODB_URI = store.uri;
    process.env.TEST_MONGODB_LOCAL_STORE = String(store.localStore);
    const { env, bundle } = await openSkippingEnvironment();
    const installed = await startInstallation().catch(async (error) => {
      await env.teardown();
      throw error;
    });
    try {
      const start = await env.currentTimeMs();
      const assumptions = {
        ...ASSUMPTIONS,
        from: day(start + 2 * DAY_MS),
        to: day(start + 40 * DAY_MS),
        leads: { ...ASSUMPTIONS.leads, perYear: 2 * LEADS },
        complaints: { ...ASSUMPTIONS.complaints, perYear: COMPLAINT_CLOCKS },
      };
      const year = simulateYear(assumptions, SEED, true);
      const pick = (clocks: { obligation: Obligation }[], count: number) =>
        clocks
          .map(({ obligation }) => obligation)
          .filter(isClear)
          .slice(0, count);
      const simulated = [...pick(year.leads.clocks, LEADS), ...pick(year.complaints.clocks, COMPLAINT_CLOCKS)];
      expect(simulated.length).toBe(LEADS + COMPLAINT_CLOCKS);

      const { at, neighbours, as } = installed;
      neighbours.addTeam('team', ['team'], { calendarId: OFFICE.id });
      for (const kind of ['rep', 'agent'] as const) {
        const count = kind === 'rep' ? assumptions.reps : assumptions.agents;
        for (const { id, leave } of peopleOf(kind, count, assumptions, SEED)) {
          neighbours.addRep(id, 'team');
          neighbours.setLeaves(id, leave);
        }
      }
      const weekdays = Object.entries(OFFICE.weekly).map(([number, slots]) => ({ day: Number(number), slots }));
      const { id, timeZone, holidayRegion } = OFFICE;
      await at.client.calendars.createCalendar(
        { calendar: { id, displayName: 'Office', timeZone, holidayRegion, weekdays }, requestId: crypto.randomUUID() },
        as.admin,
      );
      const policy = await at.client.policies.getClockPolicy({ policyId: 'first-contact' }, as.admin);
      await at.client.policies.updateClockPolicy(
        {
          policy: {
            ...policy,
            duration: toDuration(FIRST_CONTACT.durationMs),
            grace: toDuration(FIRST_CONTACT.graceMs),
          },
          updateMask: ['duration', 'grace'],
          requestId: crypto.randomUUID(),
        },
        as.admin,
      );

      const deps = useCasesOf(installed);
      const service = { principal: { sub: 'service:workflows', name: '', roles: ['service'] } } as never;
      const now = async () => new Date(await env.currentTimeMs());
      /** The service's own answers, at the virtual time. */
      const answer = async <T>(ask: (edge: ObligationGrpc) => Promise<T>): Promise<T> => {
        const instant = await now();
        return ask(new ObligationGrpc(deps as never, () => instant));
      };
      const obligations = {
        getObligation: (request) => answer((edge) => edge.getObligation(request as never, service)),
        listObligations: (request) => answer((edge) => edge.listObligations(request as never, service)),
        recordLevel: (request) => answer((edge) => edge.recordLevel(request as never, service)),
        closeObligation: (request) => answer((edge) => edge.closeObligation(request as never, service)),
      } as ObligationClient;
      const worker = await Worker.create({
        connection: env.nativeConnection,
        taskQueue: QUEUE,
        workflowBundle: bundle,
        activities: leadSlaActivities(obligations, { recycleLead: async () => ({}) } as never),
      });

      const workflowOf = ({ kind, subject, cycle, ...rest }: Obligation) =>
        kind === 'first_contact'
          ? leadSlaId(subject, cycle)
          : obligationClockId(keyOf({ kind, subject, cycle, ...rest }));
      const hint = (one: Obligation) =>
        env.client.workflow
          .getHandle(workflowOf(one))
          .signal(changed)
          .catch(() => undefined);
      const open = async (one: Obligation) => {
        const { kind, subject, cycle, ownerId, openTime } = one;
        const opening = { kind, subject, key: String(cycle), cycle, ownerId, teamId: 'team', teamPath: ['team'] };
        const facts = kind === 'first_contact' ? {} : { caseKind: 'COMPLAINT' };
        const context = { now: openTime, actor: 'simulation' };
        const doc = await openClock(deps, { ...opening, openTime, facts }, context);
        expect(doc?._id).toBe(keyOf(one));
        const args = [{ obligationId: keyOf(one), leadId: subject, cycle }];
        await env.client.workflow.start(kind === 'first_contact' ? 'leadSla' : 'obligationClock', {
          workflowId: workflowOf(one),
          taskQueue: QUEUE,
          args,
        });
      };
      /** What came due before has been recorded: the workflow was told of it, its call takes a moment. */
      const settledBefore = async (one: Obligation, instant: Date) => {
        for (let tries = 0; tries < 200; tries += 1) {
          const doc = await deps.obligations.store.find(keyOf(one));
          if (doc?.levels.every(({ dueTime, recordTime }) => recordTime || dueTime > instant)) return;
          await new Promise((done) => setTimeout(done, 25));
        }
      };
      const turns = simulated.flatMap((one): Turn[] => [
        { at: one.openTime, act: () => open(one) },
        ...(one.pauses ?? []).map(({ from, to, reason }) => ({
          at: from,
          act: async () => {
            await settledBefore(one, from);
            await pauseClock(deps, keyOf(one), { from, to, reason }, { now: from, actor: 'simulation' });
            await hint(one);
          },
        })),
        ...(one.state === ObligationState.OBLIGATION_STATE_FULFILLED && one.closeTime
          ? [
              {
                at: one.closeTime,
                act: async (instant: Date) => {
                  await settledBefore(one, instant);
                  await endClock(deps, keyOf(one), ObligationState.OBLIGATION_STATE_FULFILLED, {
                    now: instant,
                    actor: 'simulation',
                  });
                  await hint(one);
                },
              },
            ]
          : []),
      ]);
      turns.sort((a, b) => a.at.getTime() - b.at.getTime());
      await worker.runUntil(async () => {
        for (const turn of turns) {
          const wait = turn.at.getTime() - (await env.currentTimeMs());
          if (wait > 0) await env.sleep(wait);
          await turn.act(turn.at);
        }
        await env.sleep(30 * DAY_MS);
        for (const one of simulated) await env.client.workflow.getHandle(workflowOf(one)).result();
      });

      for (const one of simulated) {
        const doc = await deps.obligations.store.find(keyOf(one));
        const found = [keyOf(one), doc?.state, reached(doc?.levels ?? []), dues(doc?.levels ?? [])];
        expect(found).toEqual([keyOf(one), one.state, reached(one.levels), dues(one.levels)]);
      }
    } finally {
      await installed.stop();
      await env.teardown();
      await store.stop();
    }
  }, 300_000);
});

import { eventually } from './support/eventually';
import { TestPlatform } from './support/platform';
import { TraceCollector } from './support/trace-collector';

/** Promise: one trace shows what a lead set in motion, from the request to the clock. */
describe('the trace of a lead', () => {
  const collector = new TraceCollector();
  let at: TestPlatform;

  beforeAll(async () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start(),
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '500',
    };
    at = await TestPlatform.start(5, { env });
    await at.admin.post('/teams', { id: 'south', displayName: 'South' });
    await at.admin.post('/reps', { id: 'ann', displayName: 'Ann', teamId: 'south' });
    const rules = [{ id: 'all', condition: 'true', teamIds: ['south'] }];
    const { body } = await at.admin.post('/rule-sets', { rules, fallbackTeamId: 'south' });
    await at.admin.post(`/rule-sets/${body.version}:publish`);
  }, 120_000);
  afterAll(async () => {
    await at?.stop();
    collector.stop();
  }, 60_000);

  it('goes from HTTP over gRPC, the event logs and the workflow to the activity and back into a service', async () => {
    const { status, body } = await at.admin.post('/leads', { displayName: 'Traced' });
    expect(status).toBe(201);
    const owned = async () => (await at.admin.get(`/obligations?subject=${body.id}`)).body.obligations.length > 0;
    await eventually(owned, { what: 'The clock' });
    // The span of a workflow is sent when the workflow ends.
    const contact = { method: 'CONTACT_METHOD_CALL', outcome: 'FOLLOW_UP_OUTCOME_INTERESTED', content: 'Called.' };
    await at.admin.post(`/customers/${body.id}/follow-ups`, contact);
    const path = await eventually(
      async () => {
        for (const span of collector.spans.filter(
          ({ name, service }) => /GetObligation/.test(name) && service === 'follow-up',
        )) {
          const found = collector.pathOf(span);
          if (found.some(({ name }) => /CreateLead/.test(name)) && found.at(-1)?.service === 'gateway') return found;
        }
        return undefined;
      },
      { ms: 60_000, what: 'A whole trace' },
    );
    // The root first: each of these lies above the next one.
    const names = path.map(({ service, name }) => `${service}: ${name}`).reverse();
    let from = 0;
    for (const step of [
      /^gateway: POST/,
      /^customer: .*CreateLead/,
      /^assignment: consume assignment\.on-customer/,
      /^follow-up: consume follow-up\.on-assignment/,
      /^worker: consume workflows\.on-follow-up/,
      /^worker: StartWorkflow:leadSla/,
      /^worker: RunWorkflow:leadSla/,
      /^worker: RunActivity:readObligation/,
      /^follow-up: .*GetObligation/,
    ]) {
      const index = names.findIndex((name, position) => position >= from && step.test(name));
      expect({ step: String(step), found: index >= 0, names }).toMatchObject({ found: true });
      from = index + 1;
    }
  }, 120_000);
});

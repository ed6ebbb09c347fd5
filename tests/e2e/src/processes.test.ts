import { eventually } from './support/eventually';
import { TestPlatform } from './support/platform';

interface Step {
  kind: string;
  name: string;
  state: string;
  attempts: number;
  lastFailure: string;
}

/** Promise: operations see what a process tries in vain while it happens, and the history agrees with the record. */
describe('a process over REST', () => {
  let at: TestPlatform;
  beforeAll(async () => {
    at = await TestPlatform.start(11);
    await at.admin.post('/teams', { id: 'south', displayName: 'South' });
    await at.admin.post('/reps', { id: 'ann', displayName: 'Ann Lee', teamId: 'south' });
    const { body } = await at.admin.get('/clock-policies/first-contact');
    await at.admin.patch('/clock-policies/first-contact', { duration: '2s', grace: '2s' }, body.etag);
  }, 120_000);
  afterAll(() => at?.stop(), 60_000);

  it('tells attempts and failures of a call to a service that does not answer, then that it is done', async () => {
    const { body: lead } = await at.admin.post('/leads', { displayName: 'Slow Harbour' });
    await eventually(async () => (await at.admin.get(`/customers/${lead.id}`)).body.ownership?.poolId);
    expect((await at.admin.post(`/leads/${lead.id}:assign`, { repId: 'ann' })).status).toBe(200);
    const id: string = await eventually(
      async () => (await at.admin.get(`/obligations?subject=${lead.id}&openOnly=true`)).body.obligations?.[0]?.id,
    );
    // Giving the lead back to the pool is assignment's work.
    at.platform.supervisor.signal('assignment', 'SIGSTOP');
    const read = async () => (await at.admin.get(`/processes/${encodeURIComponent(id)}`)).body;
    const stepOf = async (name: string): Promise<Step | undefined> =>
      (await read()).steps?.find((step: Step) => step.name === name);
    try {
      const tried = await eventually(
        async () => {
          const step = await stepOf('recycleLead');
          return (step?.attempts ?? 0) > 1 && step;
        },
        { ms: 60_000, what: 'A second attempt' },
      );
      expect(tried).toMatchObject({ kind: 'STEP_KIND_ACTIVITY', state: 'STEP_STATE_OPEN' });
      expect(tried.lastFailure).not.toBe('');
      expect((await read()).next.step.name).toBe('recycleLead');
      const listed = (await at.admin.get('/processes?openOnly=true')).body;
      expect(listed.historiesAvailable).toBe(true);
      expect(listed.processes[0].summary.attempts).toBeGreaterThan(1);
    } finally {
      at.platform.supervisor.signal('assignment', 'SIGCONT');
    }
    const done = await eventually(
      async () => {
        const process = await read();
        return process.state === 'PROCESS_STATE_COMPLETED' && process;
      },
      { ms: 60_000, what: 'The end of the process' },
    );
    const recycled = done.steps.find((step: Step) => step.name === 'recycleLead');
    expect(recycled).toMatchObject({ state: 'STEP_STATE_DONE' });
    expect(recycled.attempts).toBeGreaterThan(1);
    expect(done.next).toBeUndefined();
    // What the history did is what the record and the timeline say.
    const { body: obligation } = await at.admin.get(`/obligations/${encodeURIComponent(id)}`);
    expect(obligation.state).toBe('OBLIGATION_STATE_RECYCLED');
    const reached = done.steps.filter((step: Step) => step.name === 'reachLevel' && step.state === 'STEP_STATE_DONE');
    const recorded = obligation.levels.filter((level: { recordTime?: string }) => level.recordTime);
    expect(recorded).toHaveLength(4);
    expect(reached.length).toBeGreaterThanOrEqual(recorded.length);
    const types = 'crm.followup.obligation.level_reached.v1';
    const levels = await eventually(async () => {
      const { entries } = (await at.admin.get(`/customers/${lead.id}/timeline?types=${types}`)).body;
      return entries?.length === recorded.length && entries;
    });
    expect(levels.map(({ data }: { data: { level: string } }) => data.level).reverse()).toEqual(
      recorded.map((level: { id: string }) => level.id),
    );
  }, 180_000);
});

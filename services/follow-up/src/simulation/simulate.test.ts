import { ASSUMPTIONS, type Assumptions } from './assumptions';
import { assumed } from './report';
import { simulateYear } from './simulate';

const SHORT: Assumptions = {
  ...ASSUMPTIONS,
  from: '2025-09-01',
  to: '2025-10-31',
  leads: { ...ASSUMPTIONS.leads, perYear: 250 },
  complaints: { ...ASSUMPTIONS.complaints, perYear: 120 },
};

/** Promise: two worlds that differ in the ladder alone, and every run can be repeated. */
describe('the simulation', () => {
  const without = simulateYear(SHORT, 7, false);
  const withIt = simulateYear(SHORT, 7, true);

  it('comes out the same for the same seed, and otherwise for another', () => {
    expect(JSON.stringify(simulateYear(SHORT, 7, true))).toBe(JSON.stringify(withIt));
    expect(JSON.stringify(simulateYear(SHORT, 8, true))).not.toBe(JSON.stringify(withIt));
  });

  it('lets the same arrive in both arms, with the same effort', () => {
    const arrivals = ({ leads }: typeof without) => leads.leads.map(({ arrival }) => arrival);
    expect(arrivals(withIt)).toEqual(arrivals(without));
    expect(arrivals(withIt).length).toBeGreaterThan(200);
    const efforts = ({ complaints }: typeof without) =>
      complaints.complaints.map(({ arrival, effort }) => [arrival, effort]);
    expect(efforts(withIt)).toEqual(efforts(without));
  });

  it('never forgets a lead or a complaint that has a clock', () => {
    expect(withIt.leads.leads.filter(({ contact }) => !contact)).toEqual([]);
    expect(without.leads.leads.some(({ contact }) => !contact)).toBe(true);
    expect(withIt.complaints.complaints.filter(({ resolved }) => !resolved)).toEqual([]);
  });

  it('records each level at its instant, in order, and none after the end', () => {
    const clocks = [...withIt.leads.clocks, ...withIt.complaints.clocks].map(({ obligation }) => obligation);
    expect(clocks.length).toBeGreaterThan(400);
    for (const { levels, closeTime } of clocks) {
      const recorded = levels.filter(({ recordTime }) => recordTime);
      expect(recorded).toEqual(levels.slice(0, recorded.length));
      for (const { dueTime, recordTime } of recorded) expect(recordTime).toEqual(dueTime);
      expect(closeTime).toBeDefined();
      for (const { dueTime } of levels.slice(recorded.length)) {
        expect(dueTime.getTime()).toBeGreaterThanOrEqual(closeTime?.getTime() ?? 0);
      }
    }
  });

  it('says what it assumes', () => {
    const lines = assumed(SHORT);
    expect(lines).toContain('  leads.perYear: 250');
    expect(lines).toContain('  complaints.effort: median 1.5 h, spread 0.6');
    expect(lines).toContain('  leads.diligence: 0.35 to 0.9');
  });
});

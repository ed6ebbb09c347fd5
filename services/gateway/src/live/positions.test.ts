import fc from 'fast-check';
import { formatPositions, LOGS, parsePositions } from './positions';

describe('ids of live events', () => {
  it('come back the same', () => {
    const positions = fc.record(Object.fromEntries(LOGS.map((log) => [log, fc.nat()])), { requiredKeys: [] });
    fc.assert(fc.property(positions, (value) => expect(parsePositions(formatPositions(value))).toEqual(value)));
  });
  it.each(['customer', 'customer=x', 'unknown=1', 'customer=-1', 'a=b=c'])('refuses %s', (id) => {
    expect(() => parsePositions(id)).toThrow('is no id of a live event');
  });
});

import { customerRows, OWNERS, toCsv } from './customers';

/** Promise: what is a duplicate, and of what, is known by construction. */
describe('generated customers', () => {
  const rows = [...customerRows(20_000, 7)];
  const originals = rows.filter(({ duplicateOf }) => !duplicateOf);

  it('are the same for the same seed, and others for another one', () => {
    expect([...customerRows(50, 7)]).toEqual(rows.slice(0, 50));
    expect([...customerRows(50, 8)]).not.toEqual(rows.slice(0, 50));
  });

  it.each([
    ['references', ({ externalRef }: (typeof rows)[0]) => externalRef],
    ['phones', ({ phone }: (typeof rows)[0]) => phone],
    ['mails', ({ email }: (typeof rows)[0]) => email],
  ])('share no %s but where a row repeats another', (_what, fieldOf) => {
    expect(new Set(originals.map(fieldOf)).size).toBe(originals.length);
  });

  it('share no company name but where a row repeats another', () => {
    const key = (name: string) => name.toLowerCase().split(' ').sort().join(' ');
    const companies = originals.filter(({ type }) => type === 'organization');
    expect(new Set(companies.map(({ displayName }) => key(displayName))).size).toBe(companies.length);
  });

  it('repeat about three of a hundred rows, each in exactly one way, after the row that is repeated', () => {
    const duplicates = rows.filter(({ duplicateOf }) => duplicateOf);
    expect(duplicates.length / rows.length).toBeCloseTo(0.03, 2);
    for (const row of duplicates) {
      const first = rows[(row.duplicateOf?.number ?? 0) - 1];
      expect(first?.number).toBeLessThan(row.number);
      expect(first?.duplicateOf).toBeUndefined();
      const equal = [
        row.externalRef === first?.externalRef && 'external_ref',
        row.phone === first?.phone && 'phone',
        row.displayName === first?.displayName && 'company_name',
      ].filter(Boolean);
      expect(equal).toEqual([row.duplicateOf?.equal]);
    }
  });

  it('fill a table with an owner in each row', () => {
    const [header, ...lines] = toCsv(rows.slice(0, 100)).toString().trim().split('\r\n');
    expect(header).toContain('公司名称');
    expect(lines).toHaveLength(100);
    for (const line of lines) expect(OWNERS).toContain(line.split(',').at(-1));
  });
});

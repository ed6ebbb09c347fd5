import { Faults } from '@fairlead/service-kit';
import { checkFileName } from './file-name';

const faultsOf = (name: string) => checkFileName(new Faults(), 'n', name).found.map(({ description }) => description);

describe('the name of a file', () => {
  it.each(['报价单 2026.pdf', 'a', 'façade.jpg', '.env', 'x'.repeat(200), '😀.png'])('may be %p', (name) => {
    expect(faultsOf(name)).toEqual([]);
  });

  it.each([
    ['', 'must not be empty'],
    ['x'.repeat(201), 'must have 1 to 200 characters, has 201'],
    ['../../etc/passwd', 'must be a name without a path'],
    ['C:\\boot.ini', 'must be a name without a path'],
    ['..', 'must not be . or ..'],
    ['a\u0000.png', 'must not contain control characters'],
    ['a\nb.png', 'must be one line'],
    ['invoice\u202egpj.exe', 'must not turn the reading direction'],
  ])('may not be %p', (name, fault) => {
    expect(faultsOf(name)).toContain(fault);
  });
});

import { readOptions } from './options';

const CLIENT = { FAIRLEAD_CLIENT_ID: 'load', FAIRLEAD_CLIENT_SECRET: 'x' };
const read = (args: string[], env: NodeJS.ProcessEnv = {}) => readOptions(args, env);

describe('the flags of npm run load', () => {
  it('are all optional', () => {
    expect(read([])).toMatchObject({ target: undefined, vus: 10, seconds: 120, slack: 1, seed: 1, json: undefined });
  });

  it('choose users and time', () => {
    expect(read(['--vus', '3', '--duration', '90s', '--leads-each', '2'])).toMatchObject({
      vus: 3,
      seconds: 90,
      leadsEach: 2,
    });
    expect(read(['--duration', '1h']).seconds).toBe(3600);
  });

  it('name an installation', () => {
    const args = ['--url', 'http://crm.test:8080', '--grpc', 'crm.test:50051', '--people', '/tmp/people.json'];
    expect(read(args, CLIENT).target).toEqual({
      url: 'http://crm.test:8080',
      grpcAddress: 'crm.test:50051',
      grpcTls: false,
      peopleFile: '/tmp/people.json',
      client: { id: 'load', secret: 'x' },
    });
  });

  it.each([
    [['--vus', '0'], /--vus takes a whole number from 1 to 1000, not 0/],
    [['--duration', '2'], /--duration takes 5s to 24h/],
    [['--duration', '1s'], /--duration takes 5s to 24h/],
    [['--url', 'crm.test'], /--url takes a base address/],
    [['--url', 'http://crm.test/api'], /--url takes a base address/],
    [['--grpc', 'crm.test:1'], /go with --url/],
    [['--url', 'http://crm.test'], /--people names a file/],
    [['--fast'], /fast/],
  ])('are refused in one sentence: %j', (args, fault) => {
    expect(() => read(args, CLIENT)).toThrow(fault);
  });

  it('need a client for an installation', () => {
    expect(() => read(['--url', 'http://crm.test', '--people', 'p.json'])).toThrow(/name an admin client/);
  });
});

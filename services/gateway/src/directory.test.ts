import { AppError, type Principal } from '@fairlead/service-kit';
import { Directory } from './directory';

const MIA: Principal = { sub: 'user-mia', name: 'Mia', roles: ['rep', 'manager'], rep: 'mia' };

/** Promise: names come with every answer, and their being away costs nothing but the names. */
describe('the directory', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  const answering = (answer: (repId: string) => Promise<{ displayName: string }>) => {
    const asked: string[] = [];
    const getRep = ({ repId }: { repId: string }) => {
      asked.push(repId);
      return answer(repId);
    };
    return { asked, directory: new Directory({ getRep } as never, undefined) };
  };
  const away = () => Promise.reject(new AppError('UNAVAILABLE', 'DOWN', 'away'));

  it('asks once a minute for each, and not for services', async () => {
    const { asked, directory } = answering(async (repId) => ({ displayName: repId.toUpperCase() }));
    expect(await directory.names(['ann', 'ann', 'service:x', ''], MIA)).toEqual({ ann: 'ANN' });
    await directory.names(['ann'], MIA);
    expect(asked).toEqual(['ann']);
    jest.setSystemTime(60_001);
    await directory.names(['ann'], MIA);
    expect(asked).toEqual(['ann', 'ann']);
  });

  it('shows former names, or none, while nobody answers, and does not ask all the time', async () => {
    let answer: (repId: string) => Promise<{ displayName: string }> = async () => ({ displayName: 'Ann Lee' });
    const { asked, directory } = answering((repId) => answer(repId));
    await directory.names(['ann'], MIA);
    answer = away;
    jest.setSystemTime(61_000);
    expect(await directory.names(['ann', 'bob'], MIA)).toEqual({ ann: 'Ann Lee' });
    const before = asked.length;
    expect(await directory.names(['ann', 'bob'], MIA)).toEqual({ ann: 'Ann Lee' });
    expect(asked.length).toBe(before);
    answer = async () => ({ displayName: 'Bob Ray' });
    jest.setSystemTime(67_000);
    expect(await directory.names(['bob'], MIA)).toEqual({ bob: 'Bob Ray' });
  });

  it('leaves out who is no rep', async () => {
    const none = answering(() => Promise.reject(new AppError('NOT_FOUND', 'REP_NOT_FOUND', 'none')));
    expect(await none.directory.names(['user-x'], MIA)).toEqual({});
  });

  it('tells partners no name but their own', async () => {
    const { asked, directory } = answering(async (repId) => ({ displayName: repId.toUpperCase() }));
    const pia: Principal = { sub: 'user-pia', name: 'Pia', roles: ['partner'], rep: 'pia' };
    expect(await directory.names(['ann', 'pia', 'user-mia'], pia)).toEqual({ pia: 'PIA' });
    expect(asked).toEqual(['pia']);
  });
});

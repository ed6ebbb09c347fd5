import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addClient, addUsers, secretFiles } from '@fairlead/local';
import { Users } from './users';

describe('users of the built-in issuer', () => {
  const dir = mkdtempSync(join(tmpdir(), 'fairlead-users-'));
  const ann = {
    id: 'user-ann',
    username: 'ann',
    displayName: 'Ann',
    locale: 'en' as const,
    timeZone: 'UTC',
    roles: ['rep'],
  };
  const passwords = addUsers(dir, [ann]);
  const secret = addClient(dir, 'erp', ['admin']) as string;
  const users = new Users(secretFiles(dir).users);

  it('sign in with their password only', async () => {
    expect(await users.signIn('ann', passwords.ann as string)).toMatchObject({ id: 'user-ann' });
    expect(await users.signIn('ann', 'wrong')).toBeUndefined();
    expect(await users.signIn('nobody', passwords.ann as string)).toBeUndefined();
  });
  it('and clients with their secret', async () => {
    expect(await users.client('erp', secret)).toMatchObject({ roles: ['admin'] });
    expect(await users.client('erp', passwords.ann as string)).toBeUndefined();
  });
  it('that are added later are found without a restart', async () => {
    const added = addUsers(dir, [{ ...ann, id: 'user-bob', username: 'bob' }]);
    const later = new Date(Date.now() + 5000);
    utimesSync(secretFiles(dir).users, later, later);
    expect(await users.signIn('bob', added.bob as string)).toMatchObject({ id: 'user-bob' });
  });
  it('in a broken file are a fault at once', () => {
    const path = join(dir, 'broken.json');
    writeFileSync(path, '{"users": [{}]}');
    expect(() => new Users(path)).toThrow();
  });
});

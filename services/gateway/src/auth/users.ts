import { scrypt, timingSafeEqual } from 'node:crypto';
import { statSync } from 'node:fs';
import { promisify } from 'node:util';
import { readJsonFile } from '@fairlead/service-kit';
import { z } from 'zod';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt as never);

const user = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  locale: z.enum(['en', 'zh']),
  timeZone: z.string(),
  passwordHash: z.string(),
  roles: z.array(z.string()),
  rep: z.string().optional(),
  team: z.string().optional(),
});
const file = z.object({
  users: z.array(user),
  clients: z.array(z.object({ id: z.string(), secretHash: z.string(), roles: z.array(z.string()) })),
});

export type User = z.infer<typeof user>;

/** A hash of nothing: checked for unknown names, so that they take as long as known ones. */
const DUMMY = `scrypt$16384$8$1$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`;

/** The people and machine clients of the built-in issuer; the file is read again when it changes. */
export class Users {
  private loaded?: { changed: number; data: z.infer<typeof file> };

  constructor(private readonly path: string) {
    this.data();
  }

  private data(): z.infer<typeof file> {
    const changed = statSync(this.path).mtimeMs;
    if (this.loaded?.changed !== changed) this.loaded = { changed, data: file.parse(readJsonFile(this.path)) };
    return this.loaded.data;
  }

  byId = (id: string): User | undefined => this.data().users.find((candidate) => candidate.id === id);

  /** Display names by user id. */
  names = (): Map<string, string> => new Map(this.data().users.map(({ id, displayName }) => [id, displayName]));

  async signIn(username: string, password: string): Promise<User | undefined> {
    const found = this.data().users.find((candidate) => candidate.username === username);
    return (await matches(password, found?.passwordHash ?? DUMMY)) ? found : undefined;
  }

  async client(id: string, secret: string): Promise<{ id: string; roles: string[] } | undefined> {
    const found = this.data().clients.find((candidate) => candidate.id === id);
    return (await matches(secret, found?.secretHash ?? DUMMY)) ? found : undefined;
  }
}

async function matches(password: string, stored: string): Promise<boolean> {
  const [scheme, n, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !hash) return false;
  const expected = Buffer.from(hash, 'base64url');
  const options = { N: Number(n), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), expected.length, options), expected);
}

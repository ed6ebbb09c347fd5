import { generateKeyPairSync, randomBytes, randomUUID, scryptSync } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A person who may sign in, as the gateway's built-in issuer reads it. */
export interface User {
  id: string;
  username: string;
  displayName: string;
  locale: 'en' | 'zh';
  timeZone: string;
  passwordHash: string;
  roles: string[];
  rep?: string;
  team?: string;
}

export interface UsersFile {
  users: User[];
  clients: { id: string; secretHash: string; roles: string[] }[];
}

export interface SecretFiles {
  serviceKey: string;
  issuerKey: string;
  issuerJwks: string;
  channelKeys: string;
  users: string;
  adminPassword: string;
}

const SCRYPT = { N: 16384, r: 8, p: 1 };

/** Where the secrets of an installation lie. */
export function secretFiles(dataDir: string): SecretFiles {
  const file = (name: string) => join(dataDir, 'secrets', name);
  return {
    serviceKey: file('service-key.json'),
    issuerKey: file('issuer-key.json'),
    issuerJwks: file('issuer-jwks.json'),
    channelKeys: file('channel-keys.json'),
    users: file('users.json'),
    adminPassword: file('admin-password.txt'),
  };
}

/** Makes random keys and an administrator at the first start; later starts find them. */
export function ensureSecrets(dataDir: string): SecretFiles {
  const files = secretFiles(dataDir);
  mkdirSync(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 });
  chmodSync(join(dataDir, 'secrets'), 0o700);
  if (!existsSync(files.serviceKey)) writeSecret(files.serviceKey, JSON.stringify(makeKey().privateJwk));
  if (!existsSync(files.issuerKey) || !existsSync(files.issuerJwks)) {
    const { privateJwk, publicJwk } = makeKey();
    writeSecret(files.issuerJwks, JSON.stringify({ keys: [{ ...publicJwk, use: 'sig' }] }));
    writeSecret(files.issuerKey, JSON.stringify(privateJwk));
  }
  if (!existsSync(files.channelKeys)) writeSecret(files.channelKeys, JSON.stringify(makeChannelKeys()));
  if (!existsSync(files.users)) {
    const password = randomPassword();
    const admin: User = {
      id: 'user-admin',
      username: 'admin',
      displayName: 'Administrator',
      locale: 'en',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      passwordHash: hashPassword(password),
      roles: ['admin', 'manager', 'operator'],
    };
    writeSecret(files.adminPassword, `${password}\n`);
    writeSecret(files.users, JSON.stringify({ users: [admin], clients: [] } satisfies UsersFile, null, 2));
  }
  return files;
}

export type NewUser = Omit<User, 'passwordHash'> & { password?: string };

/** Adds users that are not there yet, with random passwords unless given; answers the passwords by user name. */
export function addUsers(dataDir: string, users: NewUser[]): Record<string, string> {
  const { users: path } = ensureSecrets(dataDir);
  const file = JSON.parse(readFileSync(path, 'utf8')) as UsersFile;
  const passwords: Record<string, string> = {};
  for (const { password = randomPassword(), ...user } of users) {
    if (file.users.some((existing) => existing.username === user.username)) continue;
    passwords[user.username] = password;
    file.users.push({ ...user, passwordHash: hashPassword(password) });
  }
  writeSecret(path, JSON.stringify(file, null, 2));
  return passwords;
}

/** Adds a machine client; answers its secret, or undefined when it is there already. */
export function addClient(dataDir: string, id: string, roles: string[]): string | undefined {
  const { users: path } = ensureSecrets(dataDir);
  const file = JSON.parse(readFileSync(path, 'utf8')) as UsersFile;
  if (file.clients.some((client) => client.id === id)) return undefined;
  const secret = randomPassword();
  file.clients.push({ id, secretHash: hashPassword(secret), roles });
  writeSecret(path, JSON.stringify(file, null, 2));
  return secret;
}

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  const hash = scryptSync(password, salt, 32, SCRYPT);
  return ['scrypt', SCRYPT.N, SCRYPT.r, SCRYPT.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

const randomPassword = () => randomBytes(12).toString('base64url');

function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const shared = { kid: randomUUID(), alg: 'EdDSA' };
  return {
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...shared },
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...shared },
  };
}

/** What seals the secrets of webhook endpoints and robots; a further key is added by hand and named as the current one. */
const makeChannelKeys = () => ({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });

/** Readable by the owner only, and never half-written. */
function writeSecret(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, path);
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ConfigError, readJsonFile } from '@fairlead/service-kit';
import { z } from 'zod';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const keysFile = z.object({
  current: z.string(),
  keys: z.record(
    z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
    z.base64().refine((key) => Buffer.from(key, 'base64').length === KEY_BYTES, 'must be 32 bytes'),
  ),
});

/** Keeps secrets of other systems: AES-256-GCM with a key from a file, bound to the record that a secret belongs to. */
export class SecretBox {
  private constructor(
    private readonly current: string,
    private readonly keys: ReadonlyMap<string, Buffer>,
  ) {}

  /** Reads `{"current": "k1", "keys": {"k1": "<base64 of 32 bytes>"}}`; a fault names the file, never its content. */
  static fromFile(path: string): SecretBox {
    const parsed = keysFile.safeParse(readJsonFile(path));
    if (!parsed.success) {
      throw new ConfigError(`${path} must be {"current": name, "keys": {name: base64 of 32 bytes}}.`);
    }
    return SecretBox.of(parsed.data.current, parsed.data.keys, path);
  }

  static of(current: string, keys: Record<string, string>, where = 'The file'): SecretBox {
    if (!Object.hasOwn(keys, current)) throw new ConfigError(`${where} has no key of the name that "current" gives.`);
    return new SecretBox(
      current,
      new Map(Object.entries(keys).map(([name, key]) => [name, Buffer.from(key, 'base64')])),
    );
  }

  seal(secret: string, owner: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.current) as Buffer, iv);
    cipher.setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.current}:${sealed.toString('base64')}`;
  }

  /** Fails when its key is gone or it belongs to another record. */
  open(sealed: string, owner: string): string {
    const [name = '', text = ''] = sealed.split(':');
    const key = this.keys.get(name);
    if (!key) throw new Error(`The key ${name} that a secret is sealed with is not in the file of keys.`);
    const bytes = Buffer.from(text, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, parseConfig } from '@fairlead/service-kit';
import { z } from 'zod';
import { startS3Server } from '../testing/s3-server';
import { checkStorage, openStorage, requireStorage, storageConfig } from './storage-config';

const schema = z.object(storageConfig).superRefine(requireStorage);
const parse = (env: Record<string, string>) => parseConfig(schema, env);

describe('the configuration of the storage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-storage-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const warnings: unknown[] = [];
  const logger = { warn: (...said: unknown[]) => void warnings.push(said) };
  const write = (name: string, value: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };

  it('is a folder of 20 MiB files unless it says otherwise', () => {
    expect(parse({ ATTACHMENT_FOLDER: folder })).toMatchObject({
      ATTACHMENT_STORAGE: 'folder',
      ATTACHMENT_MAX_BYTES: 20 * 1024 * 1024,
    });
  });

  it('names everything that is missing or wrong', () => {
    expect(() => parse({})).toThrow('ATTACHMENT_FOLDER: is required for folder');
    expect(() => parse({ ATTACHMENT_STORAGE: 's3' })).toThrow(
      /ATTACHMENT_S3_BUCKET: is required for s3\n.*ATTACHMENT_S3_KEY_FILE: is required for s3/,
    );
    const wrong = { ATTACHMENT_STORAGE: 'tape', ATTACHMENT_MAX_BYTES: '0', ATTACHMENT_S3_ENDPOINT: 'ftp://x' };
    expect(() => parse(wrong)).toThrow(/3 fault\(s\)/);
  });

  it('ends the start when a folder cannot be written', async () => {
    const storage = openStorage(parse({ ATTACHMENT_FOLDER: join(__filename, 'below') }));
    await expect(checkStorage(storage, logger as never)).rejects.toBeInstanceOf(ConfigError);
  });

  it('takes the keys of a bucket from a file, ends the start when they are refused, and waits for a store that is away', async () => {
    const { settings, stop } = await startS3Server();
    const { accessKeyId, secretAccessKey } = settings;
    const env = {
      ATTACHMENT_STORAGE: 's3',
      ATTACHMENT_S3_ENDPOINT: settings.endpoint,
      ATTACHMENT_S3_BUCKET: settings.bucket,
      ATTACHMENT_S3_PATH_STYLE: 'true',
      ATTACHMENT_S3_KEY_FILE: write('keys.json', { accessKeyId, secretAccessKey }),
    };
    await checkStorage(openStorage(parse(env)), logger as never);
    const refused = { ...env, ATTACHMENT_S3_KEY_FILE: write('wrong.json', { accessKeyId: 'x', secretAccessKey: 'y' }) };
    await expect(checkStorage(openStorage(parse(refused)), logger as never)).rejects.toBeInstanceOf(ConfigError);
    await expect(
      checkStorage(openStorage(parse({ ...env, ATTACHMENT_S3_BUCKET: 'another' })), logger as never),
    ).rejects.toBeInstanceOf(ConfigError);
    expect(() => openStorage(parse({ ...env, ATTACHMENT_S3_KEY_FILE: write('no.json', { key: 'x' }) }))).toThrow(
      'must hold accessKeyId and secretAccessKey',
    );
    expect(warnings).toEqual([]);
    await stop();
    await checkStorage(openStorage(parse(env)), logger as never);
    expect(warnings).toHaveLength(1);
  });
});

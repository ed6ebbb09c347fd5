import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { startS3Server } from '../testing/s3-server';
import { type AttachmentStorage, ContentMissing } from './attachment-storage';
import { FolderStorage } from './folder-storage';
import { S3Storage } from './s3-storage';

const MIB = 1024 * 1024;
const newKey = (attachmentId = randomUUID()) => ({ attachmentId, contentId: randomUUID() });
async function* pieces(...parts: Uint8Array[]) {
  yield* parts;
}
async function* broken(bytes: Uint8Array) {
  yield bytes;
  throw new Error('The sender went away.');
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

interface Opened {
  storage: AttachmentStorage;
  close(): Promise<void>;
}

async function openFolder(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-storage-'));
  return { storage: new FolderStorage(folder), close: () => rm(folder, { recursive: true }) };
}

async function openS3(): Promise<Opened> {
  const server = await startS3Server();
  return { storage: new S3Storage(server.settings), close: server.stop };
}

describe.each([
  ['a folder', openFolder],
  ['an S3-compatible store', openS3],
])('attachments in %s', (_name, openIt) => {
  let opened: Opened;
  let storage: AttachmentStorage;
  beforeAll(async () => {
    opened = await openIt();
    ({ storage } = opened);
  });
  afterAll(() => opened.close());

  it('can be used', async () => {
    await storage.check();
  });

  it.each([1, 70_000, 12 * MIB + 1])('gives back %p bytes as they were', async (size) => {
    const bytes = randomBytes(size);
    const key = newKey();
    const third = Math.ceil(size / 3);
    await storage.put(
      key,
      pieces(bytes.subarray(0, third), bytes.subarray(third, 2 * third), bytes.subarray(2 * third)),
    );
    const read = await buffer(await storage.get(key));
    expect([read.length, sha256(read)]).toEqual([size, sha256(bytes)]);
  });

  it('keeps an empty content', async () => {
    const key = newKey();
    await storage.put(key, pieces());
    expect(await buffer(await storage.get(key))).toHaveLength(0);
  });

  it('knows no content that was never there', async () => {
    await expect(storage.get(newKey())).rejects.toBeInstanceOf(ContentMissing);
    expect(await storage.list(randomUUID())).toEqual([]);
    await storage.delete(newKey());
  });

  it.each([10, 6 * MIB])('keeps nothing of a content that breaks off after %p bytes', async (size) => {
    const key = newKey();
    await expect(storage.put(key, broken(randomBytes(size)))).rejects.toThrow('went away');
    await expect(storage.get(key)).rejects.toBeInstanceOf(ContentMissing);
    expect(await storage.list(key.attachmentId)).toEqual([]);
  });

  it('lists and deletes the contents of one attachment, each for itself', async () => {
    const [first, other] = [newKey(), newKey()];
    const second = newKey(first.attachmentId);
    for (const key of [first, second, other]) await storage.put(key, pieces(Buffer.from(key.contentId)));
    expect((await storage.list(first.attachmentId)).sort()).toEqual([first.contentId, second.contentId].sort());
    await storage.delete(first);
    await storage.delete(first);
    expect(await storage.list(first.attachmentId)).toEqual([second.contentId]);
    expect(String(await buffer(await storage.get(second)))).toBe(second.contentId);
    await storage.delete(second);
    expect(await storage.list(first.attachmentId)).toEqual([]);
    expect(String(await buffer(await storage.get(other)))).toBe(other.contentId);
  });

  it('takes no place but ids', async () => {
    for (const wrong of ['../../etc/passwd', 'x', '']) {
      await expect(storage.put({ attachmentId: wrong, contentId: randomUUID() }, pieces())).rejects.toThrow('UUID');
      await expect(storage.get({ attachmentId: randomUUID(), contentId: wrong })).rejects.toThrow('UUID');
      await expect(storage.list(wrong)).rejects.toThrow('UUID');
    }
  });
});

describe('the folder', () => {
  it('is readable by nobody else, and what a died process left is listed and deleted', async () => {
    const root = await mkdtemp(join(tmpdir(), 'fairlead-storage-'));
    const storage = new FolderStorage(root);
    const key = newKey();
    await storage.put(key, pieces(Buffer.from('x')));
    const folder = join(root, key.attachmentId.slice(0, 2), key.attachmentId);
    expect((await stat(join(folder, key.contentId))).mode & 0o077).toBe(0);
    const left = newKey(key.attachmentId);
    await writeFile(join(folder, `${left.contentId}.part`), 'half');
    expect((await storage.list(key.attachmentId)).sort()).toEqual([key.contentId, left.contentId].sort());
    await expect(storage.get(left)).rejects.toBeInstanceOf(ContentMissing);
    await storage.delete(left);
    expect(await readdir(folder)).toEqual([key.contentId]);
    expect(String(await readFile(join(folder, key.contentId)))).toBe('x');
    await storage.delete(key);
    expect(existsSync(folder)).toBe(false);
    await rm(root, { recursive: true });
  });

  it('that cannot be written is said', async () => {
    await expect(new FolderStorage(join(__filename, 'below')).check()).rejects.toThrow('ENOTDIR');
  });
});

describe('the S3-compatible store', () => {
  it('keeps no part of what broke off, and refuses another bucket', async () => {
    const { settings, stop } = await startS3Server();
    const storage = new S3Storage(settings);
    await expect(storage.put(newKey(), broken(randomBytes(11 * MIB)))).rejects.toThrow('went away');
    await expect(new S3Storage({ ...settings, bucket: 'another' }).check()).rejects.toThrow();
    await stop();
    await expect(storage.put(newKey(), pieces(Buffer.from('x')))).rejects.toThrow();
  });
});

import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { isUuid } from '@fairlead/service-kit';
import { type AttachmentStorage, type ContentKey, ContentMissing, MAX_LISTED, placeOf } from './attachment-storage';

/** Name of a content that is still being written. */
const PART = '.part';

/** Keeps contents in a folder: `{first two digits}/{attachment}/{content}`. */
export class FolderStorage implements AttachmentStorage {
  constructor(private readonly root: string) {}

  /** Written under another name, brought to the disk, then renamed: a name stands for whole contents only. */
  async put(key: ContentKey, content: AsyncIterable<Uint8Array>): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const part = `${path}${PART}`;
    try {
      const file = await open(part, 'w', 0o600);
      try {
        for await (const bytes of content) await writeAll(file, bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async get(key: ContentKey): Promise<Readable> {
    try {
      const file = await open(this.pathOf(key), 'r');
      return file.createReadStream();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ContentMissing(key);
      throw error;
    }
  }

  async list(attachmentId: string): Promise<string[]> {
    const names = await readdir(this.folderOf(attachmentId)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const ids = names.map((name) => (name.endsWith(PART) ? name.slice(0, -PART.length) : name)).filter(isUuid);
    return [...new Set(ids)].slice(0, MAX_LISTED);
  }

  async delete(key: ContentKey): Promise<void> {
    const path = this.pathOf(key);
    await rm(path, { force: true });
    await rm(`${path}${PART}`, { force: true });
    // The last one takes its folder along; one that is not empty, or in use this moment, stays.
    await rmdir(dirname(path)).catch(() => undefined);
  }

  async check(): Promise<void> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const probe = join(this.root, `.probe-${randomUUID()}`);
    await (await open(probe, 'wx', 0o600)).close();
    await rm(probe);
  }

  private pathOf({ attachmentId, contentId }: ContentKey): string {
    return join(this.folderOf(attachmentId), placeOf(contentId));
  }

  private folderOf(attachmentId: string): string {
    const id = placeOf(attachmentId);
    return join(this.root, id.slice(0, 2), id);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, from);
    from += bytesWritten;
  }
}

/** The new name is on the disk, too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

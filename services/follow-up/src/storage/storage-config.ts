import { ConfigError, flag, type Logger, readJsonFile } from '@fairlead/service-kit';
import { z } from 'zod';
import { type AttachmentStorage, statusOf } from './attachment-storage';
import { FolderStorage } from './folder-storage';

const MIB = 1024 * 1024;

/** Where the bytes of files are kept, and how large a file may be. */
export const storageConfig = {
  ATTACHMENT_STORAGE: z.enum(['folder', 's3']).default('folder'),
  ATTACHMENT_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(1024 * MIB)
    .default(20 * MIB),
  /** For `folder`: the same folder for every replica. */
  ATTACHMENT_FOLDER: z.string().optional(),
  ATTACHMENT_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  ATTACHMENT_S3_REGION: z.string().min(1).default('us-east-1'),
  ATTACHMENT_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
  ATTACHMENT_S3_PATH_STYLE: flag(false),
  /** JSON file with `accessKeyId` and `secretAccessKey`. */
  ATTACHMENT_S3_KEY_FILE: z.string().optional(),
};

const storageSchema = z.object(storageConfig);
export type StorageConfig = z.infer<typeof storageSchema>;

/** What each storage needs; every missing value is named. */
export function requireStorage(config: StorageConfig, context: z.RefinementCtx): void {
  const needed =
    config.ATTACHMENT_STORAGE === 'folder'
      ? (['ATTACHMENT_FOLDER'] as const)
      : (['ATTACHMENT_S3_BUCKET', 'ATTACHMENT_S3_KEY_FILE'] as const);
  for (const name of needed) {
    if (config[name]) continue;
    context.addIssue({ code: 'custom', path: [name], message: `is required for ${config.ATTACHMENT_STORAGE}` });
  }
}

const keyFile = z.strictObject({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });

/** The storage of this installation. The client of S3 is large: it is loaded only where it is used. */
export function openStorage(config: StorageConfig): AttachmentStorage {
  if (config.ATTACHMENT_STORAGE === 'folder') return new FolderStorage(config.ATTACHMENT_FOLDER as string);
  const path = config.ATTACHMENT_S3_KEY_FILE as string;
  const keys = keyFile.safeParse(readJsonFile(path));
  if (!keys.success) throw new ConfigError(`${path} must hold accessKeyId and secretAccessKey.`);
  const { S3Storage } = require('./s3-storage') as typeof import('./s3-storage');
  return new S3Storage({
    endpoint: config.ATTACHMENT_S3_ENDPOINT ?? '',
    region: config.ATTACHMENT_S3_REGION,
    bucket: config.ATTACHMENT_S3_BUCKET as string,
    pathStyle: config.ATTACHMENT_S3_PATH_STYLE,
    ...keys.data,
  });
}

/**
 * Tries the storage at the start. A folder that cannot be written, a bucket that is not there or refuses the keys is a
 * fault of the configuration; a store that does not answer may come back, and all else works without it.
 */
export async function checkStorage(storage: AttachmentStorage, logger: Pick<Logger, 'warn'>): Promise<void> {
  try {
    await storage.check();
  } catch (error) {
    const status = statusOf(error);
    const { code } = error as NodeJS.ErrnoException;
    const isFolder = storage instanceof FolderStorage;
    if (isFolder || (status !== undefined && status >= 300 && status < 500)) {
      throw new ConfigError(`The storage of attachments cannot be used: ${status ?? code ?? 'unknown'}.`);
    }
    logger.warn({ err: error }, 'the storage of attachments does not answer');
  }
}

import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  NoSuchKey,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { isUuid } from '@fairlead/service-kit';
import {
  type AttachmentStorage,
  type ContentKey,
  ContentMissing,
  MAX_LISTED,
  placeOf,
  statusOf,
} from './attachment-storage';

const PREFIX = 'attachments/';
/** The smallest part that S3 takes; two are in memory at most. */
const PART_BYTES = 5 * 1024 * 1024;

export interface S3Settings {
  /** Empty: that of AWS for the region. */
  endpoint: string;
  region: string;
  bucket: string;
  /** `{endpoint}/{bucket}/…` in place of `{bucket}.{endpoint}/…`. */
  pathStyle: boolean;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Keeps contents in a bucket of an S3-compatible store: `attachments/{attachment}/{content}`. */
export class S3Storage implements AttachmentStorage {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ endpoint, region, bucket, pathStyle, accessKeyId, secretAccessKey }: S3Settings) {
    this.bucket = bucket;
    this.client = new S3Client({
      region,
      forcePathStyle: pathStyle,
      credentials: { accessKeyId, secretAccessKey },
      ...(endpoint === '' ? {} : { endpoint }),
      // Stores other than AWS often know no trailing checksums; the SHA-256 of a file is kept with its attachment.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(key: ContentKey, content: AsyncIterable<Uint8Array>): Promise<void> {
    // Giving up what was sent may fail as well: what the content itself ended with is what counts.
    let broken: { error: unknown } | undefined;
    const watched = async function* () {
      try {
        yield* content;
      } catch (error) {
        broken = { error };
        throw error;
      }
    };
    const body = Readable.from(watched(), { objectMode: false });
    try {
      await new Upload({
        client: this.client,
        params: { Bucket: this.bucket, Key: keyOf(key), Body: body, ContentType: 'application/octet-stream' },
        partSize: PART_BYTES,
        queueSize: 1,
        leavePartsOnError: false,
      }).done();
    } catch (error) {
      throw broken ? broken.error : error;
    } finally {
      body.destroy();
    }
  }

  async get(key: ContentKey): Promise<Readable> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: keyOf(key) }));
      return Body as Readable;
    } catch (error) {
      if (error instanceof NoSuchKey || statusOf(error) === 404) throw new ContentMissing(key);
      throw error;
    }
  }

  async list(attachmentId: string): Promise<string[]> {
    const prefix = `${PREFIX}${placeOf(attachmentId)}/`;
    const { Contents = [] } = await this.client.send(
      new ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefix, MaxKeys: MAX_LISTED }),
    );
    return Contents.map(({ Key = '' }) => Key.slice(prefix.length)).filter(isUuid);
  }

  async delete(key: ContentKey): Promise<void> {
    try {
      await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: keyOf(key) }));
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }

  async check(): Promise<void> {
    await this.client.send(new HeadBucketCommand({ Bucket: this.bucket }));
  }
}

const keyOf = ({ attachmentId, contentId }: ContentKey) => `${PREFIX}${placeOf(attachmentId)}/${placeOf(contentId)}`;

import type { AttachmentRepository } from '../repository/attachment-repository';
import type { AttachmentStorage } from '../storage/attachment-storage';
import type { CaseDeps } from './case-deps';

/** What the use cases of files at follow-ups and cases work with. */
export interface AttachmentDeps extends CaseDeps {
  attachments: AttachmentRepository;
  storage: AttachmentStorage;
  /** Largest file. */
  maxBytes: number;
}

export type FileKind = 'picture' | 'pdf' | 'text' | 'table' | 'archive' | 'sound' | 'film' | 'other';

const KINDS: [RegExp, FileKind][] = [
  [/^image\//, 'picture'],
  [/^application\/pdf$/, 'pdf'],
  [/csv|spreadsheet|excel/, 'table'],
  [/^text\/|word|wordprocessing|opendocument\.text|rtf|json|presentation|powerpoint/, 'text'],
  [/zip|rar|7z|tar|gzip|compressed/, 'archive'],
  [/^audio\//, 'sound'],
  [/^video\//, 'film'],
];

/** What a file is, as far as its sign tells. */
export const fileKind = (contentType: string): FileKind =>
  KINDS.find(([pattern]) => pattern.test(contentType))?.[1] ?? 'other';

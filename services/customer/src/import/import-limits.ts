/** Rows that come in together. */
export const BATCH_ROWS = 500;
/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Stretch of content that is stored as one document, in bytes. */
export const PART_BYTES = 1024 * 1024;
/** Most rows of a file. */
export const MAX_ROWS = 500_000;

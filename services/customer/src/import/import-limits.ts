/** Most rows that come in together. */
export const BATCH_ROWS = 500;
/** Characters of rows that come in together, less the last one: rejected rows have to fit into one document. */
export const BATCH_CHARACTERS = 1_000_000;
/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Stretch of content that is stored as one document, in bytes. */
export const PART_BYTES = 1024 * 1024;
/** Most parts of a file: of two that follow each other both would not fit into one. */
export const MAX_PARTS = (2 * MAX_FILE_BYTES) / PART_BYTES + 1;
/** Most rows of a file. */
export const MAX_ROWS = 500_000;
/** Most characters of rows in one answer, but at least one row: a message has at most 4 MiB. */
export const PAGE_CHARACTERS = 300_000;
/** Largest part of a download, in bytes. */
export const DOWNLOAD_BYTES = 256 * 1024;

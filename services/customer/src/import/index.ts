export * from './column-faults';
export * from './import-fields';
export * from './import-file-error';
export * from './mapping';
export * from './reject-columns';
export { type RejectedRow, writeRejects } from './rejects';
export * from './row-to-input';
export * from './table';
export * from './table-reader';

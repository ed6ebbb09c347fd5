import { expect, it } from 'vitest';
import { fileKind } from './file-kind';

it.each([
  ['image/png', 'picture'],
  ['application/pdf', 'pdf'],
  ['text/csv', 'table'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'table'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'text'],
  ['application/msword', 'text'],
  ['text/html', 'text'],
  ['application/zip', 'archive'],
  ['audio/mpeg', 'sound'],
  ['video/mp4', 'film'],
  ['application/octet-stream', 'other'],
])('the sign of %s is %s', (type, kind) => {
  expect(fileKind(type)).toBe(kind);
});

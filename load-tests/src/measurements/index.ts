import type { Measurement } from '../measurement';
import { firstLoad } from './first-load';
import { importRate } from './import';
import { importMemory } from './import-memory';
import { lookup } from './lookup';
import { lookupUi } from './lookup-ui';

/** Every measurement, in the order of the table. */
export const MEASUREMENTS: Measurement[] = [lookup, importRate, importMemory, firstLoad, lookupUi];

import type { Measurement } from '../measurement';
import { importRate } from './import';

/** Every measurement, in the order of the table. */
export const MEASUREMENTS: Measurement[] = [importRate];

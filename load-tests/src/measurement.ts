/** One line of the table: what we do, side by side with what the machine does without us. */
export interface Figure {
  /** Name of the measurement, then of the case. */
  name: string;
  /** What the floor is. */
  floorIs: string;
  floor: number;
  ours: number;
  unit: string;
  /** `higher` for a rate, `lower` for a time or a size; a ratio is ours by floor. */
  better: 'higher' | 'lower';
  /** The ratio that is aimed at; none for a figure that explains another one. */
  aim?: number;
}

/** What a measurement found; a line of text says why it was skipped. */
export interface Measured {
  figures: Figure[];
  /** Said under the table: how it was measured, where the time goes. */
  notes: string[];
  /** Further numbers, for the JSON file only. */
  details?: unknown;
}

export interface Sizes {
  /** Customers in the lookup index, one measurement each; the console's lookup takes the first. */
  lookup: number[];
  /** Rows of the measured import. */
  import: number;
  /** Rows of the import whose memory is watched. */
  importMemory: number;
}

export interface Run {
  sizes: Sizes;
  seed: number;
  log(line: string): void;
}

/** One file of `measurements/` makes one of these. */
export interface Measurement {
  name: string;
  measure(run: Run): Promise<Measured>;
}

export const ratioOf = ({ ours, floor }: Figure) => ours / floor;

/** Whether the aim is reached; undefined when there is none. */
export const reached = (figure: Figure): boolean | undefined => {
  if (figure.aim === undefined) return undefined;
  return figure.better === 'higher' ? ratioOf(figure) >= figure.aim : ratioOf(figure) <= figure.aim;
};

/** google.protobuf.Duration as the generated code has it. */
interface ProtoDuration {
  seconds: bigint;
  nanos: number;
}

const MS_PER_SECOND = 1000n;
const NANOS_PER_MS = 1_000_000;

export const toDuration = (ms: number): ProtoDuration => ({
  seconds: BigInt(ms) / MS_PER_SECOND,
  nanos: Number(BigInt(ms) % MS_PER_SECOND) * NANOS_PER_MS,
});

/** Milliseconds; parts below a millisecond are rounded. */
export const toMs = ({ seconds, nanos }: ProtoDuration): number =>
  Number(seconds) * Number(MS_PER_SECOND) + Math.round(nanos / NANOS_PER_MS);

/** Does a number of things by so many callers at a time; answers how many were done in a second. */
export async function rateOf(
  callers: number,
  count: number,
  work: (index: number, caller: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const caller = async (_: unknown, number: number) => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index, number);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  return count / ((performance.now() - started) / 1000);
}

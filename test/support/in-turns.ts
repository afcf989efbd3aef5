/** Works on each of all, so many at the same moment; gives what came of them, in their order. */
export async function inTurns<T, R>(
  all: readonly T[],
  work: (one: T, index: number) => Promise<R>,
  atOnce = 6,
): Promise<R[]> {
  const left = all.entries();
  const done: R[] = [];
  const worker = async () => {
    for (const [index, one] of left) done[index] = await work(one, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

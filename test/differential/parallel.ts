/** As many as keep the peers of one machine busy. */
const PARALLEL = 24;

/** Does the work for every item, a limited number at a time. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

const WARM_UP = 2;
const ROUNDS = 7;

/**
 * Times the same job done by several contenders: warm-up first, then in turn, so that what the machine does meanwhile
 * hits all alike. What a contender's `prepare` gives is handed to its `work` and not timed. Returns medians in milliseconds.
 */
export async function alternate(contenders, rounds = ROUNDS) {
  const times = contenders.map(() => []);
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [i, { prepare, work }] of contenders.entries()) {
      const prepared = await prepare?.();
      const started = process.hrtime.bigint();
      await work(prepared);
      if (round >= 0) times[i].push(Number(process.hrtime.bigint() - started) / 1e6);
    }
  }
  return times.map(median);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function milliseconds(value) {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}

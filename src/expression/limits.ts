/** Largest count after `at least` and its like. */
export const MAX_TIMES = 1_000_000;
/** Longest window of a behaviour: a hundred years. */
export const MAX_WINDOW_DAYS = 36_500;
/** Most values of one `in` or `contains`. Longer lists are uploaded and asked by `in list`. */
export const MAX_VALUES = 10_000;

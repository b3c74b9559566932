export { CITY_CURRENCY, CITY_TIME, DEFAULT_OPTIONS, FIRST_DAY, type SimulateOptions } from './options.ts';
export { type SimulationSummary, simulate } from './simulate.ts';

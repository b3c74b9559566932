export { saveCsv, saveFile } from './save-file.ts';
export { toCsv } from './to-csv.ts';

/** A cell of a spreadsheet that begins with one of these would be run as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;

/** RFC 4180 with CRLF; words that a spreadsheet would take for a formula are made words again. */
export function toCsv(rows: readonly (readonly (string | number | boolean | null | undefined)[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

function cell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

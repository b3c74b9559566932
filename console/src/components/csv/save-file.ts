/** Hands the browser a file to keep. */
export function saveFile(fileName: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

/** With a byte order mark, so that spreadsheets read Chinese right. */
export function saveCsv(name: string, csv: string): void {
  saveFile(`${name}.csv`, `\uFEFF${csv}`, 'text/csv;charset=utf-8');
}

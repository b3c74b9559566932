import { type ErrorCode, type ErrorDetail, TesseraError } from '../../../kernel/index.ts';

/** Errors of the operating system and of zlib, told as what they mean for the file that is read. */
export function asFileFault(error: unknown, file: string, line: number): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const problem = error instanceof Error ? error.message : String(error);
  if (error instanceof TesseraError) return error;
  if (code === 'Z_BUF_ERROR')
    return fault('import.truncated', { file, line, problem: 'the compressed data stops' }, error);
  if (code.startsWith('Z_')) return fault('import.damaged', { file, line, problem }, error);
  if (code === 'ENOENT') return fault('import.missing-file', { file, suggestion: '' }, error);
  if (code === 'EACCES' || code === 'EISDIR' || code === 'EIO')
    return fault('import.damaged', { file, problem }, error);
  if (code === 'ENOSPC') return fault('disk.full', { path: 'the folder for temporary files' }, error);
  return error;
}

function fault(code: ErrorCode, detail: ErrorDetail, cause: unknown): TesseraError {
  return new TesseraError(code, detail, { cause });
}

import { ERRORS, type ErrorEntry } from './error-catalogue.ts';

export type ErrorCode = keyof typeof ERRORS;

/** Values that fill a title and help to find the place: file, line, field, id. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | undefined>>;

/** What users see of an error, in HTTP bodies and on stderr. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly todo: string;
  readonly detail: ErrorDetail;
}

/**
 * A fault with a stable code. Its message is safe to show; the cause is for logs only.
 * A refusal that the business expects is a value instead; a broken invariant is a plain `Error`.
 */
export class TesseraError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, detail: ErrorDetail = {}, options?: { readonly cause?: unknown }) {
    super(fill(ERRORS[code].title, detail), options);
    this.name = 'TesseraError';
    this.code = code;
    this.detail = detail;
  }

  /** HTTP status that carries this error. */
  get status(): number {
    return entryOf(this.code).status;
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      todo: fill(entryOf(this.code).todo, this.detail),
      detail: this.detail,
    };
  }
}

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}

function entryOf(code: ErrorCode): ErrorEntry {
  return ERRORS[code];
}

function fill(template: string, detail: ErrorDetail): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(detail[name] ?? whole));
}

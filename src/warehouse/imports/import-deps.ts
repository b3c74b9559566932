import type { Clock } from '../../kernel/index.ts';
import type { FactWriter } from '../facts/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import type { TagService } from '../tags/index.ts';
import type { Workspace } from '../workspace/index.ts';

export interface ImportDeps {
  readonly engine: SqlEngine;
  readonly writer: FactWriter;
  readonly workspace: Workspace;
  readonly tags: Pick<TagService, 'define'>;
  readonly clock: Clock;
  /** For decoded files while an import runs. Default: the machine's folder for temporary files. */
  readonly workFolder?: string;
}

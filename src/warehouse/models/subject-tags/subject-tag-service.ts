import type { DayNumber, Instant, JobContext } from '../../../kernel/index.ts';
import type { Subject, SubjectTag } from './subject-tag.ts';

export type SubjectTagValue = string | number | null;

/** The build whose values are served. */
export interface SubjectTagBuild {
  /** Version of the release of people's tags that it belongs to: one folder, one as-of day. */
  readonly version: number;
  readonly asOf: DayNumber;
  readonly builtAt: Instant;
}

export interface TaggedSubject {
  readonly id: string;
  /** By tag id; null is unknown, money minor units, a date ISO. */
  readonly values: Readonly<Record<string, SubjectTagValue>>;
}

export interface SubjectPage {
  readonly limit: number;
  /** How many to leave out. */
  readonly skip: number;
  /** Tag by which they stand, the largest first and unknown last; default by id. */
  readonly orderBy?: string;
  /** Ids, or names where the kind has some, that contain this, whatever the case. */
  readonly search?: string;
}

/** Tags of merchants and offers. They are built with every release of people's tags, as of the same day. */
export interface SubjectTagService {
  /** Tags of one kind, or all. */
  definitions(subject?: Subject): readonly SubjectTag[];
  /** Undefined before the first build. */
  current(): Promise<SubjectTagBuild | undefined>;
  /** Builds all kinds in one transaction, unless that release has been built: then it does nothing. */
  build(release: Pick<SubjectTagBuild, 'version' | 'asOf'>, job: JobContext): Promise<void>;
  /** Throws `tags.not-built`; `subject.unknown-tag` for an order by a tag that the kind does not have. */
  list(
    subject: Subject,
    page: SubjectPage,
  ): Promise<{ readonly subjects: readonly TaggedSubject[]; readonly total: number }>;
  /** Throws `tags.not-built`, `subject.not-found`. */
  get(subject: Subject, id: string): Promise<TaggedSubject>;
}

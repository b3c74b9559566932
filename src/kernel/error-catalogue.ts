/** What a code means: the HTTP status that carries it, what happened, and what its reader can do. `{name}` is filled from the detail. */
export interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly todo: string;
}

/**
 * Every error that a user can meet. `docs/errors.md` is held to this list by a test.
 * A code is `area.reason`, stable for ever; titles and advice may be reworded.
 */
export const ERRORS = {
  // requests
  'request.invalid': { status: 400, title: 'The request is not valid: {problem}', todo: 'Correct the named field.' },
  'request.too-large': {
    status: 413,
    title: 'The body is larger than {limit} bytes',
    todo: 'Send it in smaller parts.',
  },
  'request.not-found': {
    status: 404,
    title: 'There is no {method} {path}',
    todo: 'See /openapi.json for what there is.',
  },
  'key.reused': {
    status: 409,
    title: 'The key "{key}" was already used for another request',
    todo: 'Repeat the first request unchanged, or choose a new key.',
  },
  'internal.fault': {
    status: 500,
    title: 'Something failed that should not',
    todo: 'Repeat; if it stays, report the request id {requestId}.',
  },
  'rate.limited': { status: 429, title: 'Too many requests', todo: 'Wait a minute and repeat.' },

  // access
  'access.unauthenticated': {
    status: 401,
    title: 'No one is signed in',
    todo: 'Sign in, or send a bearer token or API key.',
  },
  'access.wrong-password': {
    status: 401,
    title: 'Name or password is wrong',
    todo: 'Try again; `tessera serve` prints how to reset it.',
  },
  'access.forbidden': { status: 403, title: 'This needs the scope "{scope}"', todo: 'Ask an admin for it.' },

  // values
  'money.invalid': {
    status: 400,
    title: '"{value}" is not an amount of money',
    todo: 'Write it like 1210.02, with no more decimals than the currency has.',
  },
  'date.invalid': { status: 400, title: '"{value}" is not a date', todo: 'Write it as YYYY-MM-DD.' },

  // workspace and engines
  'workspace.disagrees': {
    status: 409,
    title: 'The folder has {setting} {have}, the input wants {want}',
    todo: 'One data folder is one workspace: use another folder with --data.',
  },
  'workspace.not-found': {
    status: 404,
    title: 'There is no workspace in {path}',
    todo: 'Import something first, or name the folder with --data.',
  },
  'workspace.in-use': {
    status: 409,
    title: 'Another process ({pid}) owns the folder {path}',
    todo: 'Work through its server with --url, or stop it.',
  },
  'config.invalid': { status: 400, title: 'The configuration is not valid: {problem}', todo: 'Correct {where}.' },
  'engine.unavailable': {
    status: 503,
    title: 'The engine {engine} does not answer',
    todo: 'Check that it runs; what was acknowledged is kept.',
  },
  'disk.full': {
    status: 507,
    title: 'The disk is full at {path}',
    todo: 'Make room and repeat; what was there before is untouched.',
  },

  // tags
  'tag.invalid': {
    status: 400,
    title: 'The tag "{id}" is not valid: {field}: {problem}',
    todo: 'Correct the named field; docs/tags.md describes every kind of rule.',
  },
  'tag.unknown-input': {
    status: 400,
    title: 'The tag "{id}" is computed from "{input}", which there is not{suggestion}',
    todo: 'Name a tag of `tessera tags list`, or define the input first.',
  },
  'tag.cycle': {
    status: 400,
    title: 'The tag "{id}" is computed from itself: {path}',
    todo: 'Take one of these inputs away.',
  },
  'tag.not-found': {
    status: 404,
    title: 'There is no tag "{id}"{suggestion}',
    todo: 'See `tessera tags list`.',
  },
  'tag.retired': {
    status: 409,
    title: 'The tag "{id}" is retired',
    todo: 'Restore it with `tessera tags restore {id}`, or choose another id.',
  },
  'tag.in-use': {
    status: 409,
    title: 'The tag "{id}" is used by {users}',
    todo: 'Change, stop or remove those first.',
  },
  'tags.held': {
    status: 409,
    title: 'Tag build {version} is held back: {problems}',
    todo: 'Mend the data and build again, or `tessera tags publish {version} --reason …`, or discard it. The version before stays served.',
  },
  'tags.build-not-found': {
    status: 404,
    title: 'There is no tag build {version}',
    todo: 'See `tessera tags builds`.',
  },
  'tags.build-gone': {
    status: 410,
    title: 'The values of tag build {version} are kept no more',
    todo: 'See `tessera tags releases` for the builds that can be read.',
  },
  'tags.build-not-held': {
    status: 409,
    title: 'Tag build {version} is {state}, so there is nothing to decide',
    todo: 'See `tessera tags builds`.',
  },
  'tags.none-as-of': {
    status: 404,
    title: 'No tag build that can be read is of {day} or before{earliest}',
    todo: 'Choose a later day, or build as of that day with `tessera tags build --as-of {day}`.',
  },

  // imports
  'mapping.invalid': {
    status: 400,
    title: 'The mapping is not valid at {where}: {problem}',
    todo: 'Correct it there; docs/imports.md shows every setting.',
  },
  'import.missing-file': {
    status: 400,
    title: 'The file "{file}" is not there{suggestion}',
    todo: 'Put it beside the others, or name the right folder with --from.',
  },
  'import.empty': { status: 400, title: '{file} is empty', todo: 'Import a file with a header and rows.' },
  'import.truncated': {
    status: 400,
    title: '{file} ends too early: {problem} (line {line})',
    todo: 'Fetch the file again; nothing of it was imported.',
  },
  'import.damaged': {
    status: 400,
    title: '{file} cannot be read: {problem}',
    todo: 'Fetch the file again; nothing of it was imported.',
  },
  'import.encoding': {
    status: 400,
    title: '{file} is not {encoding} at line {line}, column {column}',
    todo: 'Save it as UTF-8, or name its encoding in the mapping.',
  },
  'import.duplicate-header': {
    status: 400,
    title: '{file} has the column "{column}" twice in line 1 (columns {first} and {second})',
    todo: 'Give each column a name of its own.',
  },
  'import.missing-column': {
    status: 400,
    title: '{file} has no column "{column}", which {where} of the mapping needs{suggestion}',
    todo: 'It has the columns {columns}.',
  },
  'import.unclosed-quote': {
    status: 400,
    title: '{file} has a quote in line {line}, column {column} that is never closed',
    todo: 'Close or double the quote; the rest of the file cannot be told apart.',
  },
  'import.time-without-zone': {
    status: 400,
    title: '{file} has times without a zone in {field} (line {line})',
    todo: 'Name the zone that they are in: `zone = "Europe/London"` in the source of the mapping.',
  },
  'import.lookup-repeats': {
    status: 400,
    title: 'The lookup {lookup} has the key "{key}" more than once in {file}',
    todo: 'Choose a key that is unique in it.',
  },
  'import.file-changed': {
    status: 409,
    title: '{file} changed while it was read',
    todo: 'Import it once nobody writes to it any more; nothing of it was imported.',
  },
  'import.file-replaced': {
    status: 409,
    title: '{file} was imported before with other content, and no key of the mapping tells its rows apart',
    todo: 'Give the source a key, or put the new content into a file of another name.',
  },
  'import.drift': {
    status: 400,
    title: '{file} differs from the file before: {changes}',
    todo: 'Correct the file or the mapping; with drift = "warn" in the source it is imported and the change noted.',
  },
  'import.no-rejects': {
    status: 404,
    title: 'No row in quarantine fits the filter and the sources of the mapping ({sources})',
    todo: 'Look at what is there: `tessera imports quarantine`.',
  },
  'import.not-found': { status: 404, title: 'There is no import {id}', todo: 'List them: `tessera imports list`.' },
  'watch.not-found': { status: 404, title: 'No folder is watched as "{name}"', todo: 'List them: GET /v1/watches.' },
  'watch.unfinished': {
    status: 409,
    title: 'Not every file of the folder was imported: {problem}',
    todo: 'Correct it and run the same again; files that are done are not imported twice.',
  },
  'watch.outside': {
    status: 400,
    title: 'The folder "{folder}" is not below the folder for watches',
    todo: 'Name a folder below it; `[watch] root` of the configuration says where it is.',
  },
  'import.too-many-rejects': {
    status: 400,
    title: 'No row of {file} fits the mapping; the first problem is {reason} in {field} (line {line})',
    todo: 'Try the mapping with --dry-run and look at the rejects.',
  },

  // people
  'person.not-found': {
    status: 404,
    title: 'The workspace knows no person "{id}"',
    todo: 'Check the id, or import or send what is known of the person first.',
  },
  'profile.unavailable': {
    status: 503,
    title: 'The store of profiles does not answer: {problem}',
    todo: 'Start it, or correct `profile` in the configuration; profiles that were read before are served meanwhile.',
  },
  'erase.incomplete': {
    status: 500,
    title: 'Something still names the person who was erased',
    todo: 'Erase again; if it stays, the report names the place.',
  },
  'erase.unconfirmed': {
    status: 400,
    title: 'The confirmation "{confirm}" is not the id of the person to erase',
    todo: 'Repeat the id as the confirmation; an erase cannot be taken back.',
  },
  'identity.not-merged': {
    status: 409,
    title: '"{id}" is one person with nobody else',
    todo: '`tessera people identities {id}` shows what is known of it.',
  },
  'identity.not-blocked': {
    status: 404,
    title: 'The {kind} "{id}" is not blocked',
    todo: '`tessera people blocks` lists what is.',
  },

  // coupons and ledger
  'coupon.not-found': { status: 404, title: 'There is no coupon "{id}"', todo: 'Check the id.' },
  'coupon.refused': {
    status: 409,
    title: 'Refused: {reason}',
    todo: 'The ledger answered and nothing changed; `tessera ledger show` tells what is left.',
  },
  'template.not-found': {
    status: 404,
    title: 'There is no coupon template "{id}"',
    todo: 'See `tessera coupons templates`.',
  },
  'template.stock-below-issued': {
    status: 409,
    title: 'Template {template} has {issued} coupons issued, so its stock cannot be {stock}',
    todo: 'Choose a stock of at least {issued}, or release coupons first.',
  },
  'budget.below-committed': {
    status: 409,
    title: 'Budget {budget} has {committed} minor units held and spent, so its limit cannot be {limit}',
    todo: 'Choose a limit of at least {committed}, or close the budget to stop issuing.',
  },
  'ledger.plain-ids': {
    status: 409,
    title: 'The ledger of this folder was written by a version that kept ids of people in its journal',
    todo: 'Open it with the version that wrote it, or move the folder `ledger` away to begin a new one.',
  },
  'ledger.unsound': {
    status: 500,
    title: 'The ledger and its journal disagree in {problems} places',
    todo: 'Stop issuing, keep the folder as it is, and restore the last back-up that verifies.',
  },
  'ledger.unreconciled': {
    status: 500,
    title: 'Ledger and warehouse disagree; {pending} journal entries are pending',
    todo: 'Repeat once the server is idle; if a difference stays, run `tessera ledger verify`.',
  },

  // expressions
  'expression.syntax': {
    status: 400,
    title: 'Line {line}, column {column}: expected {expected}, found {found}',
    todo: 'Correct the expression there; docs/expressions.md shows every form.',
  },
  'expression.unknown-field': {
    status: 400,
    title: 'There is no {kind} "{name}"{suggestion}',
    todo: 'See `tessera tags list` for the fields; events and their fields are in docs/expressions.md.',
  },
  'expression.type-mismatch': {
    status: 400,
    title: '"{field}" is {type}: expected {expected}, found {found}',
    todo: 'Compare the field with a value of its type.',
  },
  'expression.too-deep': {
    status: 400,
    title: 'The expression is nested more than {limit} deep',
    todo: 'Flatten it, or save parts of it as audiences and refer to them.',
  },
  'expression.invalid': {
    status: 400,
    title: 'The expression tree is not valid at "{path}": {problem}',
    todo: 'Send the text form, or a tree as docs/expressions.md describes it.',
  },

  // audiences
  'audience.not-found': {
    status: 404,
    title: 'There is no audience "{id}"{suggestion}',
    todo: 'See `tessera audience list`.',
  },
  'audience.conflict': {
    status: 409,
    title: 'Audience "{id}" was changed meanwhile: it has version {version}',
    todo: 'Read it again and repeat the change.',
  },
  'audience.cycle': {
    status: 409,
    title: 'Audience "{id}" would refer to itself: {cycle}',
    todo: 'Take one of the references out.',
  },
  'audience.in-use': {
    status: 409,
    title: 'Audience "{id}" is used by {users}',
    todo: 'Change those first.',
  },
  'snapshot.not-found': { status: 404, title: 'There is no snapshot "{id}"', todo: 'Freeze the audience first.' },
  'list.not-found': { status: 404, title: 'There is no list "{id}"{suggestion}', todo: 'Upload it first.' },
  'tags.not-built': {
    status: 409,
    title: 'No tags have been built yet',
    todo: 'Run `tessera tags build`; audiences are computed from its columns.',
  },

  // metrics
  'metric.unknown': {
    status: 404,
    title: 'There is no metric "{id}"{suggestion}',
    todo: 'See `tessera metrics list`.',
  },
  'metric.unknown-dimension': {
    status: 400,
    title: 'There is no dimension "{id}"{suggestion}',
    todo: 'See `tessera metrics list`.',
  },
  'metric.no-dimension': {
    status: 400,
    title: 'The metric {metric} has no dimension {dimension}',
    todo: 'It has {has}.',
  },
  'metric.where-unsupported': {
    status: 400,
    title: 'A filter of metrics cannot ask about people ({kind})',
    todo: 'Filter by dimensions, such as campaign or city.',
  },
  'metric.no-period': {
    status: 400,
    title: 'A comparison needs the first day of its period',
    todo: 'Give `from`, and `to` unless it is the last whole day.',
  },
  'metric.empty-period': {
    status: 400,
    title: 'The period from {from} to {to} has no day',
    todo: 'Let it end on or after its first day.',
  },
  'metric.order-unknown': {
    status: 400,
    title: 'Rows cannot be ordered by "{id}"',
    todo: 'Order by a metric or a dimension of the same query.',
  },

  // models
  'model.not-found': {
    status: 404,
    title: 'There is no model "{id}"{suggestion}',
    todo: 'See `tessera models list`.',
  },
  'subject.not-found': {
    status: 404,
    title: 'There is no {subject} "{id}"',
    todo: 'Ids are those of the source; search the list for it.',
  },
  'subject.unknown-tag': {
    status: 400,
    title: 'A {subject} has no tag "{id}"{suggestion}',
    todo: 'See `tessera merchants tags` and `tessera offers tags`.',
  },
  'model.no-day': {
    status: 400,
    title: 'The model "{id}" {problem}',
    todo: 'See `tessera models describe {id}` for how it is exported.',
  },

  // decisions
  'flow.not-found': { status: 404, title: 'There is no flow "{id}"{suggestion}', todo: 'See GET /v1/flows.' },
  'flow.invalid': {
    status: 400,
    title: 'Node {node} of the flow is not valid: {problem}',
    todo: 'Correct that node; docs/campaigns.md shows every kind.',
  },
  'decision.not-found': {
    status: 404,
    title: 'There is no decision "{id}"',
    todo: 'Check the id; dry runs are not kept.',
  },

  // campaigns
  'campaign.not-found': {
    status: 404,
    title: 'There is no campaign "{id}"{suggestion}',
    todo: 'See `tessera campaigns list`.',
  },
  'campaign.invalid': {
    status: 400,
    title: 'The campaign is not valid: {field} {problem}',
    todo: 'Correct the named field of the document.',
  },
  'campaign.id-taken': {
    status: 409,
    title: 'The imported data has a campaign "{id}" already',
    todo: 'Choose another id, so that their figures stay apart.',
  },
  'campaign.running': {
    status: 409,
    title: 'Campaign {id} is running, so its {field} cannot change',
    todo: 'Change only the budget, or stop the campaign and apply the document under a new id.',
  },
  'campaign.over': {
    status: 409,
    title: 'Campaign {id} is {state} for good',
    todo: 'Apply the document under a new id.',
  },
  'campaign.not-running': {
    status: 409,
    title: 'Campaign {id} is {state}, so there is nothing to stop',
    todo: 'Only scheduled and running campaigns can be stopped.',
  },
  'campaign.unconfirmed': {
    status: 409,
    title: 'Launching moves money: "{confirm}" does not repeat the id {id}',
    todo: "Confirm with the campaign's id, e.g. --confirm {id}.",
  },
  'campaign.busy': {
    status: 409,
    title: 'Campaign {id} is being issued already',
    todo: 'Watch the job under way, or cancel it first.',
  },

  // jobs
  'job.not-found': { status: 404, title: 'There is no job "{id}"', todo: 'Jobs are kept until the server stops.' },
  'job.cancelled': { status: 409, title: 'The work was cancelled', todo: 'Start it again when you are ready.' },
} as const satisfies Record<string, ErrorEntry>;

import type { Clock, UserId } from '../../kernel/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { type DecreeScope, decreeBlock, decreeLink, decreeUnblock, decreeUnmerge } from './decree.ts';
import { describePerson } from './describe-person.ts';
import type { DecreeOutcome, Identities } from './identities.ts';
import type { IdentityLimits } from './identity-limits.ts';
import { LoginGroups } from './login-groups.ts';
import { readBlocks } from './read-blocks.ts';
import { readMerges } from './read-merges.ts';

export interface IdentitiesDeps {
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly limits: IdentityLimits;
}

/** Identities of a folder whose schema exists. */
export function createIdentities({ engine, clock, limits }: IdentitiesDeps): Identities {
  const groups = new LoginGroups(engine);
  const decree = async (work: (scope: DecreeScope) => Promise<boolean>, userId?: UserId): Promise<DecreeOutcome> => {
    const moved = await engine.transaction((session) => work({ session, limits, at: clock.now() }));
    if (moved) groups.refresh();
    if (userId === undefined) return { moved };
    const logins = await groups.of(userId);
    return { moved, personId: logins[0]!, logins };
  };
  return {
    personOf: async (userId) => (await groups.of(userId))[0]!,
    loginsOf: (userId) => groups.of(userId),
    groups: () => groups.all(),
    describe: (userId) => describePerson(engine, userId),
    merges: (page) => readMerges(engine, page),
    blocks: () => readBlocks(engine),
    link: (request) => decree((scope) => decreeLink(scope, request), request.userId),
    unmerge: (request) => decree((scope) => decreeUnmerge(scope, request), request.userId),
    block: (request) => decree((scope) => decreeBlock(scope, request)),
    unblock: (request) => decree((scope) => decreeUnblock(scope, request)),
    peopleMoved: () => groups.refresh(),
  };
}

import { type CallOutput, routes } from '../../../contract/index.ts';
import { brandAs, type UserId } from '../../../kernel/index.ts';
import type { DecreeOutcome, Identities, MergeEntry, PersonIdentities } from '../../../warehouse/identity/index.ts';
import { type Binding, bind } from '../binding.ts';

const user = (id: string) => brandAs<UserId>(id);

/** Who is one person: look, link, unmerge, block. */
export function identityRoutes({ identities }: { readonly identities: Identities }): readonly Binding[] {
  return [
    bind(routes.getIdentities, async ({ params }) => personView(await identities.describe(user(params.userId)))),
    bind(routes.listMerges, async ({ query: { userId, ...page } }) => {
      const { entries, next } = await identities.merges({
        ...page,
        ...(userId === undefined ? {} : { userId: user(userId) }),
      });
      return { entries: entries.map(mergeView), ...(next === undefined ? {} : { next }) };
    }),
    bind(routes.listBlocks, async () => ({ blocks: [...(await identities.blocks())] })),
    bind(routes.linkPeople, async ({ body, caller }) => {
      const { userId, otherUserId, deviceId, reason } = body;
      const to = otherUserId === undefined ? { deviceId } : { otherUserId: user(otherUserId) };
      return outcomeView(await identities.link({ userId: user(userId), ...to, reason, actor: caller.name }));
    }),
    bind(routes.unmergePerson, async ({ body: { userId, reason }, caller }) =>
      outcomeView(await identities.unmerge({ userId: user(userId), reason, actor: caller.name })),
    ),
    bind(routes.blockIdentity, async ({ body, caller }) =>
      outcomeView(await identities.block({ ...body, actor: caller.name })),
    ),
    bind(routes.unblockIdentity, async ({ body, caller }) =>
      outcomeView(await identities.unblock({ ...body, actor: caller.name })),
    ),
  ];
}

/** The contract's arrays are mutable. */
function personView(person: PersonIdentities): CallOutput<typeof routes.getIdentities> {
  const { logins, devices, evidence } = person;
  return { ...person, logins: [...logins], devices: [...devices], evidence: [...evidence] };
}

function mergeView(entry: MergeEntry): CallOutput<typeof routes.listMerges>['entries'][number] {
  return { ...entry, evidence: entry.evidence.map((step) => ({ ...step, rules: [...step.rules] })) };
}

function outcomeView({ logins, ...outcome }: DecreeOutcome): CallOutput<typeof routes.linkPeople> {
  return { ...outcome, ...(logins === undefined ? {} : { logins: [...logins] }) };
}

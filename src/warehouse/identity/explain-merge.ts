import type { IdentityPair } from './compute-partition.ts';

/** The shortest chain of pairs from each login to its person, found once for all logins of one person. */
export function explainMerges(person: number, joining: readonly IdentityPair[]): ReadonlyMap<number, IdentityPair[]> {
  const around = new Map<number | string, IdentityPair[]>();
  const add = (node: number | string, pair: IdentityPair) => {
    const own = around.get(node);
    if (own) own.push(pair);
    else around.set(node, [pair]);
  };
  for (const pair of joining) {
    add(pair.account, pair);
    add(pair.other ?? pair.device!, pair);
  }
  const chains = new Map<number | string, IdentityPair[]>([[person, []]]);
  const queue: (number | string)[] = [person];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const pair of around.get(node) ?? []) {
      const next = node === pair.account ? (pair.other ?? pair.device!) : pair.account;
      if (chains.has(next)) continue;
      chains.set(next, [pair, ...chains.get(node)!]);
      queue.push(next);
    }
  }
  return new Map([...chains].filter((entry): entry is [number, IdentityPair[]] => typeof entry[0] === 'number'));
}

import { Cluster, Redis } from 'ioredis';

export type RedisClient = Redis | Cluster;

/** A server that does not answer for so long is down: who asks for a profile cannot wait longer. */
const ANSWER_MS = 2000;
const RETRY_MS = 500;

/** Answers at once that it cannot, instead of queueing, and goes on trying to connect. */
const OPTIONS = {
  enableOfflineQueue: false,
  connectTimeout: ANSWER_MS,
  commandTimeout: ANSWER_MS,
  maxRetriesPerRequest: 1,
  retryStrategy: (times: number) => Math.min(50 * times, RETRY_MS),
} as const;

export interface RedisAddress {
  readonly kind: 'single' | 'cluster';
  /** Of a single server; with user, password and number of the database where the URL has them. */
  readonly url: string;
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  /** Of a cluster's nodes. */
  readonly options: { readonly username?: string; readonly password?: string };
  /** Begins every key. Two data folders that share a server need two of them. */
  readonly prefix: string;
}

/** `redis://host:port/0?prefix=p`, `rediss://…` (TLS) or `redis-cluster://user:password@host1:port1,host2:port2?prefix=p`. */
export function parseRedisUrl(url: string): RedisAddress {
  const [, scheme = '', credentials, hosts = '', query = ''] =
    /^([a-z-]+):\/\/(?:([^@/]*)@)?([^/?]*)(?:\/\d*)?(?:\?(.*))?$/.exec(url) ?? [];
  const [username = '', password] = (credentials ?? '').split(':').map(decodeURIComponent);
  const nodes = hosts.split(',').map((host) => {
    const [name = '', port = '6379'] = host.split(':');
    return { host: name, port: Number(port) };
  });
  return {
    kind: scheme === 'redis-cluster' ? 'cluster' : 'single',
    url: url.replace(/\?.*$/, ''),
    nodes,
    options: { ...(username && { username }), ...(password !== undefined && { password }) },
    prefix: new URLSearchParams(query).get('prefix') ?? 'tessera',
  };
}

/** Begins to connect. The client gathers the commands of one turn of the event loop into one write. */
export function connectRedis({ kind, url, nodes, options }: RedisAddress): RedisClient {
  const client =
    kind === 'single'
      ? new Redis(url, { ...OPTIONS, enableAutoPipelining: true })
      : new Cluster([...nodes], {
          redisOptions: { ...OPTIONS, ...options },
          enableOfflineQueue: false,
          enableAutoPipelining: true,
          clusterRetryStrategy: (times) => Math.min(50 * times, RETRY_MS),
          retryDelayOnFailover: RETRY_MS,
          slotsRefreshTimeout: ANSWER_MS,
        });
  // Each command tells its own failure; without a listener the first lost connection would end the process.
  client.on('error', () => {});
  return client;
}

/** Resolves when the client can be asked, or after two seconds without. */
export function settled(client: RedisClient): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ANSWER_MS);
    client.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

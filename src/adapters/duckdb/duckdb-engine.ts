import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { NumberArray, ResultColumn, SqlEngine, SqlSession, SqlValue } from '../../warehouse/sql-engine.port.ts';
import { toBound } from './convert.ts';
import { DuckDbSession } from './duckdb-session.ts';
import { readColumns } from './result-columns.ts';

export interface DuckDbOptions {
  /** Database file, or `:memory:`. */
  readonly path: string;
  /** Worker threads. Default 2. */
  readonly threads?: number;
  /** What DuckDB may hold in memory before it spills to disk, e.g. `1GB` (the default). */
  readonly memoryLimit?: string;
}

/** Readers at once; more wait their turn. */
const READERS = 4;

/** Opens the warehouse file. Times inside are UTC whatever the machine's zone is. */
export async function openDuckDb(options: DuckDbOptions): Promise<SqlEngine> {
  const instance = await DuckDBInstance.create(options.path, {
    threads: String(options.threads ?? 2),
    memory_limit: options.memoryLimit ?? '1GB',
    // Insertion order costs memory on large writes; whoever needs an order says ORDER BY.
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
  });
  const connect = async () => {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return connection;
  };
  return new DuckDbEngine(instance, await connect(), await Promise.all(Array.from({ length: READERS }, connect)));
}

class DuckDbEngine implements SqlEngine {
  readonly #instance: DuckDBInstance;
  readonly #writer: DuckDbSession;
  readonly #connections: readonly DuckDBConnection[];
  readonly #readers: Pool;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(instance: DuckDBInstance, writer: DuckDBConnection, readers: readonly DuckDBConnection[]) {
    this.#instance = instance;
    this.#writer = new DuckDbSession(writer);
    this.#connections = [writer, ...readers];
    this.#readers = new Pool(readers.map((reader) => new DuckDbSession(reader)));
  }

  rows<Row>(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.#readers.use((reader) => reader.rows<Row>(sql, values));
  }

  columns(sql: string, values: readonly SqlValue[] = []): Promise<readonly ResultColumn[]> {
    return this.#readers.use(async (reader) => readColumns(await reader.connection.stream(sql, values.map(toBound))));
  }

  run(sql: string, values?: readonly SqlValue[]): Promise<void> {
    return this.#exclusively(() => this.#writer.run(sql, values));
  }

  append(table: string, columns: Readonly<Record<string, readonly SqlValue[]>>): Promise<void> {
    return this.#exclusively(() => this.#writer.append(table, columns));
  }

  appendNumbers(table: string, columns: Readonly<Record<string, NumberArray>>): Promise<void> {
    return this.#exclusively(() => this.#writer.appendNumbers(table, columns));
  }

  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#exclusively(async () => {
      await this.#writer.run('BEGIN');
      try {
        const result = await work(this.#writer);
        await this.#writer.run('COMMIT');
        return result;
      } catch (error) {
        // A failed COMMIT has rolled back already, and then there is nothing to roll back.
        await this.#writer.run('ROLLBACK').catch(() => {});
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    await this.#readers.drained();
    for (const connection of this.#connections) connection.closeSync();
    this.#instance.closeSync();
  }

  /** One writer: each waits for the one before, whether that failed or not. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastWrite.then(work);
    this.#lastWrite = turn.catch(() => {});
    return turn;
  }
}

class Pool {
  readonly #size: number;
  readonly #free: DuckDbSession[];
  readonly #waiting: ((session: DuckDbSession) => void)[] = [];

  constructor(sessions: readonly DuckDbSession[]) {
    this.#size = sessions.length;
    this.#free = [...sessions];
  }

  async use<T>(work: (session: DuckDbSession) => Promise<T>): Promise<T> {
    const session = this.#free.pop() ?? (await new Promise<DuckDbSession>((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(session);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(session);
      else this.#free.push(session);
    }
  }

  /** Resolves once nobody reads any more. */
  async drained(): Promise<void> {
    await Promise.all(Array.from({ length: this.#size }, () => this.#take()));
  }

  #take(): Promise<DuckDbSession> {
    const session = this.#free.pop();
    return session ? Promise.resolve(session) : new Promise((resolve) => this.#waiting.push(resolve));
  }
}

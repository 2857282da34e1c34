import type { RowDataPacket } from 'mysql2/promise';
import pg from 'pg';

type Row = Record<string, unknown>;

/** A connection beside those of the program. */
export interface Session {
  /** Runs a statement, written for PostgreSQL: on MySQL its parameters have to stand in their order. */
  run(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  end(): Promise<void>;
}

/** Whether the database of the cell is one of MySQL. */
export const isMysql = (process.env['DATABASE_URL'] ?? '').startsWith('mysql:');

/** Connects to the database of the cell. */
export async function connect(): Promise<Session> {
  if (isMysql) {
    const mysql = await import('mysql2/promise');
    const connection = await mysql.createConnection(process.env['DATABASE_URL'] ?? '');
    await connection.query("set sql_mode = concat(@@sql_mode, ',ANSI_QUOTES')");
    return {
      run: async (sql, values = []) =>
        (await connection.query<RowDataPacket[]>(sql.replaceAll(/\$\d/g, '?'), [...values]))[0],
      end: () => connection.end(),
    };
  }
  const client = new pg.Client();
  await client.connect();
  return { run: async (sql, values = []) => (await client.query(sql, [...values])).rows, end: () => client.end() };
}

/** Runs a statement beside the program, on a connection of its own; see {@link Session}. */
export async function run(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const session = await connect();
  try {
    return await session.run(sql, values);
  } finally {
    await session.end();
  }
}

import pg from 'pg';

export interface Connection {
  close(order: string): Promise<void>;
}

export async function connect(): Promise<Connection> {
  const client = new pg.Client();
  await client.connect();
  return {
    async close(order) {
      await client.query('update orders set closed = true where id = $1', [order]);
    },
  };
}

import type { AddressInfo } from 'node:net';
import mysql from 'mysql2';
import { isMysql, run } from './statement.ts';
import { openRooms } from './warm-rooms.ts';

if (isMysql) await run('create table orders (id int primary key)');
else process.env['DATABASE_URL'] = await addressOfOwnServer();
await openRooms(async () => (await import('./program.ts')).list);

/** A server of the library itself, which answers with what PostgreSQL holds. */
async function addressOfOwnServer(): Promise<string> {
  const server = mysql.createServer();
  server.on('connection', (connection) => {
    connection.serverHandshake({
      protocolVersion: 10,
      serverVersion: '8.0.0',
      connectionId: 1,
      statusFlags: 2,
      characterSet: 45,
      capabilityFlags: 0xffffff & ~(1 << 11),
    });
    // The program's other query is not asked for: it stays without an answer.
    connection.on('stmt_prepare', () => {});
    connection.on('query', async () => {
      const rows = await run('select name from rooms order by id');
      const columns = [
        {
          catalog: 'def',
          schema: 'shop',
          table: 'rooms',
          orgTable: 'rooms',
          name: 'name',
          orgName: 'name',
          characterSet: 45,
          columnLength: 255,
          columnType: 253,
          flags: 0,
          decimals: 0,
        },
      ];
      connection.writeTextResult(rows, columns);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', undefined, undefined, resolve));
  const { port } = (server as unknown as { _server: { address(): AddressInfo } })._server.address();
  return `mysql://shop:shop@127.0.0.1:${port}/shop`;
}

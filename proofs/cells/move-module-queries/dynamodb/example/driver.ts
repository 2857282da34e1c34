import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from './statement.ts';
import { openRooms } from './warm-rooms.ts';

const service = createServer(async (_request, response) => {
  const rooms = await run('select name from rooms where open order by id');
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  response.end(JSON.stringify({ Items: rooms.map(({ name }) => ({ name: { S: name } })), Count: rooms.length }));
}).listen(0, '127.0.0.1');
await new Promise((resolve) => service.once('listening', resolve));
Object.assign(process.env, {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'shop',
  AWS_SECRET_ACCESS_KEY: 'shop',
});
await openRooms(async () => (await import('./handler.ts')).handler);

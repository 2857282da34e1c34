import { type AddressInfo, createServer } from 'node:net';
import { type Document, deserialize, serialize } from 'bson';
import { run } from './statement.ts';
import { openRooms } from './warm-rooms.ts';

const hello = { ok: 1, isWritablePrimary: true, maxWireVersion: 21, minWireVersion: 0, readOnly: false };

// What a server of MongoDB would answer to the little that is asked here.
async function answerOf(command: Document): Promise<Document> {
  if ('find' in command) {
    const isRooms = command['find'] === 'rooms';
    const found = isRooms ? await run('select name, open from rooms where open order by id') : [];
    return { ok: 1, cursor: { id: 0n, ns: `shop.${command['find']}`, firstBatch: found } };
  }
  return 'hello' in command || 'ismaster' in command ? hello : { ok: 1 };
}

/** A message of the wire protocol, whose operations are OP_QUERY (2004), OP_REPLY (1) and OP_MSG (2013). */
function messageOf(operation: 1 | 2013, to: number, body: Document): Buffer {
  // No flags; then a section of kind 0, or no cursor, from 0, one document.
  const head = operation === 2013 ? Buffer.alloc(5) : Buffer.alloc(20);
  if (operation === 1) head.writeInt32LE(1, 16);
  const document = serialize(body);
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + head.length + document.length, 0);
  header.writeInt32LE(to, 8);
  header.writeInt32LE(operation, 12);
  return Buffer.concat([header, head, document]);
}

const server = createServer((socket) => {
  let received = Buffer.alloc(0);
  socket.on('data', async (data) => {
    received = Buffer.concat([received, data]);
    while (received.length >= 16 && received.length >= received.readInt32LE(0)) {
      const message = received.subarray(0, received.readInt32LE(0));
      received = received.subarray(message.length);
      const isQuery = message.readInt32LE(12) === 2004;
      // Flags, a name that ends with 0, two numbers; or flags and the kind of the section.
      const start = isQuery ? message.indexOf(0, 20) + 9 : 21;
      const command = deserialize(message.subarray(start, start + message.readInt32LE(start)));
      socket.write(messageOf(isQuery ? 1 : 2013, message.readInt32LE(4), await answerOf(command)));
    }
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
process.env['MONGODB_URI'] = `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/?directConnection=true`;

await openRooms(async () => {
  const { handler } = await import('./program.ts');
  return async () => (await handler()).rooms;
});

import type { AddressInfo } from 'node:net';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { askReceipts } from './receipts.ts';

require('./program.js');
const server = getTestServer('receipt').listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  void askReceipts(async (id) => {
    const response = await fetch(`http://127.0.0.1:${port}/?id=${id}`);
    return (await response.text()).split('\n');
  });
});

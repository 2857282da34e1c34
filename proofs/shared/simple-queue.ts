import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands for Amazon's queue service, which the library of the cell talks to over HTTP.
 * @param arrived is told each message before the sender has its answer.
 */
export async function startQueue(
  arrived: (message: string) => Promise<void> | void = () => {},
): Promise<{ readonly url: string; readonly messages: string[] }> {
  const messages: string[] = [];
  const service = createServer(async (request, response) => {
    let body = '';
    for await (const data of request) body += data;
    const message = (JSON.parse(body) as { MessageBody: string }).MessageBody;
    messages.push(message);
    await arrived(message);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    const sum = createHash('md5').update(message).digest('hex');
    response.end(JSON.stringify({ MessageId: 'one', MD5OfMessageBody: sum }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => service.once('listening', resolve));
  const address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: address,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'shop',
    AWS_SECRET_ACCESS_KEY: 'shop',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  return { url: `${address}/queue`, messages };
}

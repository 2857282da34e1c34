import net from 'node:net';
import { redirect } from './redirect.ts';

/**
 * Takes mails, as a server that hands each over before the sender has its answer.
 * @param arrived is told to whom a mail is.
 */
export async function takeMails(arrived: (address: string) => Promise<void>): Promise<void> {
  const server = net.createServer(async (socket) => {
    let to = '';
    let isText = false;
    socket.setEncoding('utf8').write('220 shop\r\n');
    for await (const data of socket) {
      for (const line of (data as string).split('\r\n').slice(0, -1)) {
        if (isText && line !== '.') continue;
        if (isText) await arrived(to);
        to = /^RCPT TO:<(.*)>/.exec(line)?.[1] ?? to;
        isText = line === 'DATA';
        socket.write(isText ? '354 go on\r\n' : '250 done\r\n');
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  redirect(587, { host: '127.0.0.1', port });
}

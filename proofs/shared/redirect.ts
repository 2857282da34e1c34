import net from 'node:net';

/**
 * Lets what the program sends to a server at its usual port go to another, of which the program is not told.
 * @param port where the library connects to by itself.
 */
export function redirect(port: number, other: { readonly host: string; readonly port: number }): void {
  const { connect } = net;
  const connectThere = (options: net.TcpNetConnectOpts, connected?: () => void) =>
    connect(options.port === port ? { ...options, ...other } : options, connected);
  Object.assign(net, { connect: connectThere, createConnection: connectThere });
}

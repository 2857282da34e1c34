import type { SQSEvent } from 'aws-lambda';
import { type Connection, connect } from './database';

let connecting: Promise<Connection> | undefined;

export const handler = async (event: SQSEvent) => {
  connecting ??= connect();
  connecting.catch(() => {
    connecting = undefined;
  });
  const orders = await connecting;
  for (const record of event.Records) await orders.close(record.body);
};

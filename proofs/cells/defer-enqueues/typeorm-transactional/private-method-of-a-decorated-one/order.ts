import 'reflect-metadata';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('orders')
export class Order {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'boolean' })
  isClosed!: boolean;
}

export const source = new DataSource({ type: 'postgres', url: process.env['DATABASE_URL'], entities: [Order] });

const close = async (id: number): Promise<void> => {
  await source.getRepository(Order).update(id, { isClosed: true });
};

/** Each way to change an order closes it. */
export const orders = { close, reopen: close, move: close, count: () => source.getRepository(Order).count() };

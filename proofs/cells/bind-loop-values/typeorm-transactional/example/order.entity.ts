import 'reflect-metadata';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('receipts')
export class Receipt {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  orderId!: number;
}

export const source = new DataSource({
  type: 'postgres',
  url: process.env['DATABASE_URL'],
  entities: [Receipt],
  synchronize: true,
});

export class Order {
  constructor(readonly id: number) {}

  close(): Promise<Receipt> {
    return source.getRepository(Receipt).save({ orderId: this.id });
  }
}

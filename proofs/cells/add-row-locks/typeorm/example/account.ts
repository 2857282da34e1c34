import 'reflect-metadata';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('accounts')
export class Account {
  @PrimaryColumn({ type: 'int' })
  id!: number;

  @Column({ type: 'int' })
  balance!: number;

  @Column({ type: 'jsonb' })
  settings!: Record<string, unknown>;

  @Column({ type: 'text', array: true })
  tags!: string[];

  @Column({ type: 'text' })
  status!: string;
}

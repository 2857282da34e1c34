import 'reflect-metadata';
import { Column, type ColumnOptions, Entity, PrimaryColumn } from 'typeorm';
import { isMysql } from './statement.ts';

const json: ColumnOptions = { type: isMysql ? 'json' : 'jsonb' };
const list: ColumnOptions = isMysql ? { type: 'json' } : { type: 'text', array: true };

@Entity('accounts')
export class Account {
  @PrimaryColumn({ type: 'int' })
  id!: number;

  @Column({ type: 'int' })
  balance!: number;

  @Column(json)
  settings!: Record<string, unknown>;

  @Column(list)
  tags!: string[];

  @Column({ type: 'text' })
  status!: string;
}

import 'reflect-metadata';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryColumn({ type: 'int' })
  id!: number;

  @Column({ type: 'boolean', default: false })
  active!: boolean;

  async activate(): Promise<void> {
    this.active = true;
    await source.getRepository(User).save(this);
  }
}

export const source = new DataSource({
  type: 'postgres',
  url: process.env['DATABASE_URL'],
  entities: [User],
  synchronize: true,
});

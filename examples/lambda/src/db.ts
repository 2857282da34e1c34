import pg from 'pg';
import { Sequelize } from 'sequelize';

export const sequelize = new Sequelize(process.env.DATABASE_URL ?? 'postgres://localhost/shop', {
  dialect: 'postgres',
  dialectModule: pg,
  define: { timestamps: false, underscored: true },
  pool: { max: 1 },
});

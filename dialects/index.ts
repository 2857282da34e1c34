import type { Dialect } from '../src/model/dialect.ts';
import { awsLambda } from './javascript/aws-lambda.ts';
import { betterSqlite3 } from './javascript/better-sqlite3.ts';
import { drizzle } from './javascript/drizzle-orm.ts';
import { knex } from './javascript/knex.ts';
import { kysely } from './javascript/kysely.ts';
import { lucid } from './javascript/lucid.ts';
import { mongoose } from './javascript/mongoose.ts';
import { mysql2 } from './javascript/mysql2.ts';
import { objection } from './javascript/objection.ts';
import { pg } from './javascript/pg.ts';
import { postgres } from './javascript/postgres.ts';
import { prisma } from './javascript/prisma.ts';
import { sequelize } from './javascript/sequelize.ts';
import { typeorm } from './javascript/typeorm.ts';
import { typeormTransactional } from './javascript/typeorm-transactional.ts';
import { awsLambdaPython } from './python/aws-lambda.ts';
import { celery } from './python/celery.ts';
import { chalice } from './python/chalice.ts';
import { django } from './python/django.ts';
import { peewee } from './python/peewee.ts';
import { sqlalchemy } from './python/sqlalchemy.ts';

/** Every library that is known. */
export const dialects: readonly Dialect[] = [
  awsLambda,
  awsLambdaPython,
  betterSqlite3,
  celery,
  chalice,
  django,
  drizzle,
  knex,
  kysely,
  lucid,
  mongoose,
  mysql2,
  objection,
  peewee,
  pg,
  postgres,
  prisma,
  sequelize,
  sqlalchemy,
  typeorm,
  typeormTransactional,
];

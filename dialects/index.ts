import type { Dialect } from '../src/model/dialect.ts';
import { knex } from './javascript/knex.ts';
import { lucid } from './javascript/lucid.ts';
import { objection } from './javascript/objection.ts';
import { prisma } from './javascript/prisma.ts';
import { sequelize } from './javascript/sequelize.ts';
import { typeormTransactional } from './javascript/typeorm-transactional.ts';
import { django } from './python/django.ts';

/** Every library that is known. */
export const dialects: readonly Dialect[] = [django, knex, lucid, objection, prisma, sequelize, typeormTransactional];

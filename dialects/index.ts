import type { Dialect } from '../src/model/dialect.ts';
import { agenda } from './javascript/agenda.ts';
import { amqplib } from './javascript/amqplib.ts';
import { awsLambda } from './javascript/aws-lambda.ts';
import { awsSdk } from './javascript/aws-sdk.ts';
import { axios } from './javascript/axios.ts';
import { azureFunctions } from './javascript/azure-functions.ts';
import { beeQueue } from './javascript/bee-queue.ts';
import { betterSqlite3 } from './javascript/better-sqlite3.ts';
import { bookshelf } from './javascript/bookshelf.ts';
import { bull } from './javascript/bull.ts';
import { bullmq } from './javascript/bullmq.ts';
import { cloudflareWorkers } from './javascript/cloudflare-workers.ts';
import { dataloader } from './javascript/dataloader.ts';
import { drizzle } from './javascript/drizzle-orm.ts';
import { dynamodb } from './javascript/dynamodb.ts';
import { fetchApi } from './javascript/fetch.ts';
import { firebaseFunctions } from './javascript/firebase-functions.ts';
import { functionsFramework } from './javascript/functions-framework.ts';
import { graphileWorker } from './javascript/graphile-worker.ts';
import { graphqlSubscriptions } from './javascript/graphql-subscriptions.ts';
import { inngest } from './javascript/inngest.ts';
import { kafkajs } from './javascript/kafkajs.ts';
import { knex } from './javascript/knex.ts';
import { kysely } from './javascript/kysely.ts';
import { lucid } from './javascript/lucid.ts';
import { mikroOrm } from './javascript/mikro-orm.ts';
import { mongodb } from './javascript/mongodb.ts';
import { mongoose } from './javascript/mongoose.ts';
import { mysql2 } from './javascript/mysql2.ts';
import { netlify } from './javascript/netlify.ts';
import { next } from './javascript/next.ts';
import { nodeSqlite } from './javascript/node-sqlite.ts';
import { nodemailer } from './javascript/nodemailer.ts';
import { objection } from './javascript/objection.ts';
import { pg } from './javascript/pg.ts';
import { pgBoss } from './javascript/pg-boss.ts';
import { postgres } from './javascript/postgres.ts';
import { prisma } from './javascript/prisma.ts';
import { pusher } from './javascript/pusher.ts';
import { redis } from './javascript/redis.ts';
import { sequelize } from './javascript/sequelize.ts';
import { socketIo } from './javascript/socket.io.ts';
import { triggerDev } from './javascript/trigger-dev.ts';
import { typeorm } from './javascript/typeorm.ts';
import { typeormTransactional } from './javascript/typeorm-transactional.ts';
import { vercel } from './javascript/vercel.ts';
import { awsLambdaPython } from './python/aws-lambda.ts';
import { azureFunctionsPython } from './python/azure-functions.ts';
import { boto3 } from './python/boto3.ts';
import { celery } from './python/celery.ts';
import { chalice } from './python/chalice.ts';
import { channels } from './python/channels.ts';
import { django } from './python/django.ts';
import { djangoQ2 } from './python/django-q2.ts';
import { djangoRq } from './python/django-rq.ts';
import { djangoTasks } from './python/django-tasks.ts';
import { dramatiq } from './python/dramatiq.ts';
import { functionsFrameworkPython } from './python/functions-framework.ts';
import { httpx } from './python/httpx.ts';
import { huey } from './python/huey.ts';
import { peewee } from './python/peewee.ts';
import { redisPython } from './python/redis.ts';
import { requests } from './python/requests.ts';
import { rq } from './python/rq.ts';
import { sqlalchemy } from './python/sqlalchemy.ts';
import { zappa } from './python/zappa.ts';

/** Every library that is known. */
export const dialects: readonly Dialect[] = [
  agenda,
  amqplib,
  awsLambda,
  awsLambdaPython,
  azureFunctionsPython,
  awsSdk,
  axios,
  azureFunctions,
  beeQueue,
  betterSqlite3,
  bookshelf,
  boto3,
  bull,
  bullmq,
  celery,
  functionsFrameworkPython,
  chalice,
  channels,
  cloudflareWorkers,
  dataloader,
  django,
  djangoQ2,
  djangoRq,
  djangoTasks,
  dramatiq,
  drizzle,
  dynamodb,
  fetchApi,
  firebaseFunctions,
  functionsFramework,
  graphileWorker,
  httpx,
  huey,
  graphqlSubscriptions,
  inngest,
  kafkajs,
  knex,
  kysely,
  lucid,
  mikroOrm,
  mongodb,
  mongoose,
  mysql2,
  netlify,
  next,
  nodeSqlite,
  nodemailer,
  objection,
  peewee,
  pg,
  pgBoss,
  postgres,
  prisma,
  pusher,
  redis,
  redisPython,
  requests,
  rq,
  sequelize,
  socketIo,
  sqlalchemy,
  triggerDev,
  typeorm,
  typeormTransactional,
  zappa,
  vercel,
];

import { defineDialect } from '../define-dialect.ts';

export const redis = defineDialect({
  id: 'redis',
  name: 'Redis',
  language: 'javascript',
  packages: ['ioredis', 'redis'],
  versions: 'ioredis 5, redis 4 – 5',
  docs: 'https://redis.io/docs/latest/develop/pubsub/',
  makes: [{ call: ['redis.createClient', 'redis.default.createClient'], instanceOf: 'redis.RedisClientType' }],
  recognises: {
    enqueue: [
      {
        method: 'publish',
        of: { instanceOf: ['ioredis.default', 'ioredis.Redis', 'redis.RedisClientType'] },
        named: /^(?:\w*[rR]edis(?:Client)?|publisher)$/,
        sends: 'message',
      },
    ],
  },
});

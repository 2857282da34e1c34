import { defineDialect } from '../define-dialect.ts';

export const redisPython = defineDialect({
  id: 'redis',
  name: 'redis-py',
  language: 'python',
  packages: ['redis', 'django-redis'],
  versions: '4.5 – 6.4',
  docs: 'https://redis.readthedocs.io/en/stable/advanced_features.html#publish-subscribe',
  recognises: {
    enqueue: [
      {
        call: [
          'redis.Redis().publish',
          'redis.StrictRedis().publish',
          'redis.from_url().publish',
          'redis.asyncio.Redis().publish',
          'redis.asyncio.from_url().publish',
          'redis.Redis.from_url().publish',
          'django_redis.get_redis_connection().publish',
        ],
        sends: 'message',
      },
    ],
  },
});

import { defineDialect } from '../define-dialect.ts';

export const graphqlSubscriptions = defineDialect({
  id: 'graphql-subscriptions',
  name: 'GraphQL subscriptions',
  language: 'javascript',
  packages: ['graphql-subscriptions', 'graphql-redis-subscriptions'],
  versions: '2 – 3',
  docs: 'https://github.com/apollographql/graphql-subscriptions#getting-started-with-your-first-subscription',
  recognises: {
    enqueue: [
      {
        method: 'publish',
        of: { instanceOf: ['graphql-subscriptions.PubSub', 'graphql-redis-subscriptions.RedisPubSub'] },
        named: /^pub_?sub$/i,
        sends: 'message',
      },
    ],
  },
});

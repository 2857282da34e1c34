import connect from 'knex';

export const knex = connect({ client: 'pg', connection: process.env.DATABASE_URL });

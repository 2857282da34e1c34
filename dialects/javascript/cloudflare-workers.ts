import { defineDialect } from '../define-dialect.ts';

export const cloudflareWorkers = defineDialect({
  id: 'cloudflare-workers',
  name: 'Cloudflare Workers',
  language: 'javascript',
  packages: ['wrangler', '@cloudflare/workers-types'],
  versions: '2025',
  docs: 'https://developers.cloudflare.com/workers/reference/how-workers-works/',
  recognises: {
    handler: [
      {
        platform: 'worker',
        parameter: ['request', 'controller', 'batch'],
        invocations: 'overlapping',
      },
      {
        place: /\.[cm]?[jt]sx?$/,
        beside: ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'],
        export: ['default.fetch', 'default.scheduled', 'default.queue'],
        named: ['request', 'req', 'event', 'controller', 'batch'],
        invocations: 'overlapping',
      },
      {
        // https://developers.cloudflare.com/pages/functions/api-reference/
        place: /^functions\/.*\.[cm]?[jt]sx?$/,
        beside: ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'],
        export: ['onRequest', 'onRequestGet', 'onRequestPost', 'onRequestPut', 'onRequestPatch', 'onRequestDelete'],
        invocations: 'overlapping',
      },
    ],
  },
});

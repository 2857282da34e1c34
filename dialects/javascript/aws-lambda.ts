import { defineDialect } from '../define-dialect.ts';

export const awsLambda = defineDialect({
  id: 'aws-lambda',
  name: 'AWS Lambda',
  language: 'javascript',
  packages: [
    'aws-lambda',
    '@types/aws-lambda',
    '@middy/core',
    '@aws-lambda-powertools/logger',
    'serverless',
    'aws-sdk',
  ],
  versions: 'nodejs20.x, nodejs22.x',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html',
  // https://docs.powertools.aws.dev/lambda/typescript/latest/features/logger/#resetting-keys
  keptLogKeys: {
    loggers: ['@aws-lambda-powertools/logger.Logger'],
    addedBy: 'appendKeys',
    forgottenBy: {
      first: 'injectLambdaContext(logger, { resetKeys: true })',
      words: ['resetKeys', 'clearState', 'removeKeys'],
    },
  },
  recognises: {
    handler: [
      { type: ['Handler', 'HandlerV2', 'Event', 'EventV2'], from: 'aws-lambda', invocations: 'one-at-a-time' },
      { platform: 'aws', parameter: ['event', 'evt', 'request'], invocations: 'one-at-a-time' },
      { export: 'handler', named: /^_*(?:event|evt|e|lambdaEvent|input)$/, invocations: 'one-at-a-time' },
    ],
  },
});

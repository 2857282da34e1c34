import { defineDialect } from '../define-dialect.ts';

export const awsLambdaPython = defineDialect({
  id: 'aws-lambda',
  name: 'AWS Lambda',
  language: 'python',
  packages: ['aws-lambda-powertools', 'aws-lambda-typing', 'zappa'],
  versions: 'python3.9 – python3.13',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html',
  // https://docs.powertools.aws.dev/lambda/python/latest/core/logger/#clearing-all-state
  keptLogKeys: {
    loggers: ['aws_lambda_powertools.Logger()', 'aws_lambda_powertools.logging.Logger()'],
    addedBy: 'append_keys',
    forgottenBy: {
      first: '@logger.inject_lambda_context(clear_state=True)',
      words: ['clear_state', 'remove_keys', 'structure_logs'],
    },
  },
  recognises: {
    handler: [
      {
        function: ['lambda_handler', 'handler'],
        parameters: [
          ['event', '_event', 'evt'],
          ['context', '_context', 'ctx', 'lambda_context', '_'],
        ],
        platform: 'aws',
      },
    ],
  },
});

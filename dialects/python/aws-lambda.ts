import { defineDialect } from '../define-dialect.ts';

export const awsLambdaPython = defineDialect({
  id: 'aws-lambda',
  name: 'AWS Lambda',
  language: 'python',
  packages: ['aws-lambda-powertools', 'aws-lambda-typing', 'zappa'],
  versions: 'python3.9 – python3.13',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html',
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

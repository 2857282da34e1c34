import { defineDialect } from '../define-dialect.ts';

/** A command can be sent again and again; what it was answered is kept. Writes are sent by the same method. */
export const dynamodb = defineDialect({
  id: 'dynamodb',
  name: 'DynamoDB',
  language: 'javascript',
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'],
  versions: '3',
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/dynamodb/',
  makes: [
    {
      call: '@aws-sdk/lib-dynamodb.DynamoDBDocumentClient.from',
      instanceOf: '@aws-sdk/lib-dynamodb.DynamoDBDocumentClient',
    },
  ],
  recognises: {
    query: [
      {
        method: 'send',
        of: {
          instanceOf: ['@aws-sdk/client-dynamodb.DynamoDBClient', '@aws-sdk/lib-dynamodb.DynamoDBDocumentClient'],
        },
        named: /^(?:\w*[cC]lient|\w*[dD]ynamo\w*|\w*[dD]db\w*)$/,
        given: {
          0: [
            '@aws-sdk/client-dynamodb.BatchGetItemCommand',
            '@aws-sdk/client-dynamodb.GetItemCommand',
            '@aws-sdk/client-dynamodb.QueryCommand',
            '@aws-sdk/client-dynamodb.ScanCommand',
            '@aws-sdk/lib-dynamodb.BatchGetCommand',
            '@aws-sdk/lib-dynamodb.GetCommand',
            '@aws-sdk/lib-dynamodb.QueryCommand',
            '@aws-sdk/lib-dynamodb.ScanCommand',
          ],
        },
        answer: 'sent',
      },
    ],
  },
});

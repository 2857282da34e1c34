import { defineDialect } from '../define-dialect.ts';

const read = {
  does: 'read',
  table: { argument: 0, property: 'TableName' },
  where: { argument: 0, property: 'Key' },
  answer: 'Item',
} as const;

/** A put replaces the whole item that has its key. */
const put = {
  does: 'save',
  table: { argument: 0, property: 'TableName' },
  row: { argument: 0, property: 'Item' },
  writesWhole: true,
  isKeyed: true,
  unlessGiven: ['ConditionExpression', 'Expected'],
} as const;

const sent = {
  of: { instanceOf: '@aws-sdk/lib-dynamodb.DynamoDBDocumentClient' },
  named: /^(?:\w*[cC]lient|\w*[dD]ynamo\w*|\w*[dD]db\w*)$/,
} as const;

const secondVersion = {
  of: {
    instanceOf: [
      'aws-sdk.DynamoDB.DocumentClient',
      'aws-sdk.default.DynamoDB.DocumentClient',
      'aws-sdk/clients/dynamodb.DocumentClient',
    ],
  },
  chained: ['promise'],
} as const;

/** A command can be sent again and again; what it was answered is kept. Writes are sent by the same method. */
export const dynamodb = defineDialect({
  id: 'dynamodb',
  name: 'DynamoDB',
  language: 'javascript',
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'aws-sdk'],
  versions: '2 – 3',
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/dynamodb/',
  makes: [
    {
      call: '@aws-sdk/lib-dynamodb.DynamoDBDocumentClient.from',
      instanceOf: '@aws-sdk/lib-dynamodb.DynamoDBDocumentClient',
    },
    { call: '@aws-sdk/lib-dynamodb.DynamoDBDocument.from', instanceOf: '@aws-sdk/lib-dynamodb.DynamoDBDocument' },
  ],
  recognises: {
    row: [
      { ...read, ...sent, method: 'send', given: { 0: ['@aws-sdk/lib-dynamodb.GetCommand'] } },
      { ...put, ...sent, method: 'send', given: { 0: ['@aws-sdk/lib-dynamodb.PutCommand'] } },
      { ...read, method: 'get', of: { instanceOf: '@aws-sdk/lib-dynamodb.DynamoDBDocument' } },
      { ...put, method: 'put', of: { instanceOf: '@aws-sdk/lib-dynamodb.DynamoDBDocument' } },
      { ...read, ...secondVersion, method: 'get' },
      { ...put, ...secondVersion, method: 'put' },
    ],
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
  insteadOfLocks: {
    sum: '`ADD` in an `UpdateExpression`, with a `ConditionExpression` where the old value is tested',
    list: '`list_append` in an `UpdateExpression`',
    key: '`SET` of that key alone, by its path (`#settings.#theme`)',
    otherwise: 'a `ConditionExpression` on what was read, or on a version',
  },
});

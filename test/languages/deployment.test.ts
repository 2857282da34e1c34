import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deployedAround } from '../../src/languages/deployment/index.ts';
import { projectOf } from '../project-of-texts.ts';

/** What the configurations around a file name, as `file export`; those that may hold several events are marked. */
function named(path: string, texts: Readonly<Record<string, string>>): string[] {
  const project = projectOf(new Map(Object.entries(texts)));
  return deployedAround(project, path).map(
    ({ file, export: name, isOverlapping, platform }) =>
      `${platform === 'aws' ? '' : `${platform} `}${file} ${name}${isOverlapping ? ' overlapping' : ''}`,
  );
}

describe('frameworks', () => {
  test('serverless.json', () => {
    const text =
      '{ "provider": { "runtime": "nodejs22.x" }, "functions": { "close": { "handler": "src/close.run" } } }';
    expect(named('src/close.ts', { 'serverless.json': text })).toEqual(['src/close run']);
  });

  test('serverless.ts spells its functions, or takes them from files that do', () => {
    const texts = {
      'serverless.ts': `import type { AWS } from '@serverless/typescript';
import close from '@functions/close';
import { receipts } from './src/functions';
const configuration: AWS = {
  service: 'shop', // provider: { name: 'azure' }
  provider: { name: 'aws', runtime: 'nodejs22.x' },
  functions: { close, receipts, open: { handler: 'src/open.run', events: [] }, other: { handler: pathOf('x') } },
};
module.exports = configuration;`,
      'src/functions/close/index.ts': `export default { handler: \`\${handlerPath(__dirname)}/handler.main\` };`,
      'src/functions/index.ts': `export { default as receipts } from './receipts';`,
      'src/functions/receipts/index.ts': `export default { handler: 'src/functions/receipts/handler.main' };`,
    };
    expect(named('src/open.ts', texts)).toEqual([
      'src/open run',
      'src/functions/close/handler main',
      'src/functions/receipts/handler main',
    ]);
  });

  test('a framework that deploys elsewhere', () => {
    const text = (platform: string) => `provider: { name: ${platform} }\nfunctions: { a: { handler: src/close.run } }`;
    expect(named('src/close.js', { 'serverless.yml': text('azure') })).toEqual(['azure src/close run']);
    expect(named('src/close.js', { 'serverless.yml': text('kubeless') })).toEqual([]);
  });

  test('routes, queues and schedules that name a function by a bare text', () => {
    const texts = {
      'sst.config.ts': `export default { stacks(app) { app.stack(Shop); } };`,
      'stacks/shop.ts': `import { Api, Queue } from 'sst/constructs';
export function Shop({ stack }) {
  new Api(stack, 'api', { routes: { 'GET /orders': 'packages/functions/src/orders.list' } });
  new Queue(stack, 'queue', { consumer: \`packages/functions/src/receipts.send\` });
  // new Queue(stack, 'old', { consumer: 'packages/functions/src/old.send' });
  new Table(stack, 'table', { path: 'schema.graphql', other: \`packages/\${name}.send\` });
}`,
      'scripts/list.ts': `// asst\nconst file = 'packages/functions/src/other.list';`,
    };
    expect(named('packages/functions/src/orders.ts', texts)).toEqual([
      'packages/functions/src/orders list',
      'packages/functions/src/receipts send',
    ]);
  });

  test('a function beside the configuration itself', () => {
    const text =
      "export default $config({ async run() { new sst.aws.Function('Close', { handler: 'close.run' }); } });";
    expect(named('close.ts', { 'sst.config.ts': text })).toEqual(['close run']);
    const own = "import { Resource } from 'sst';\nexport const path = 'src/receipts.send';";
    expect(named('close.ts', { 'sst.config.ts': text, 'src/own.ts': own })).toEqual(['close run']);
  });

  test('a folder of functions', () => {
    const texts = {
      'netlify.toml': '[build]\n  functions = "lambda" # folder\n[dev]\n  functions = "other"\n',
      'lambda/close.js': 'exports.handler = async (event) => event;',
      'lambda/list/list.mts': 'export default async (request) => request;',
      'lambda/list/table.mts': 'export default async (request) => request;',
      'other/close.js': 'exports.handler = async (event) => event;',
    };
    expect(named('lambda/close.js', texts)).toEqual(['folder lambda/close handler', 'folder lambda/list/list default']);
    expect(named('lambda/close.js', { ...texts, 'netlify.toml': '[functions]\ndirectory = "other"' })).toEqual([
      'folder other/close handler',
    ]);
  });

  test('schedules and events, but no application', () => {
    const text = `{ "live": { "app_function": "shop.wsgi.application",
      "events": [{ "function": "shop.tasks.close", "expression": "rate(1 day)" }] } }`;
    expect(named('shop/tasks.py', { 'zappa_settings.json': text })).toEqual(['shop/tasks close']);
  });
});

describe('constructs', () => {
  const app = { 'cdk/cdk.json': '{ "app": "npx ts-node bin/shop.ts" }' };

  test('in TypeScript', () => {
    const texts = {
      ...app,
      'cdk/lib/shop.ts': `import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
const folder = path.join(__dirname, '..', 'lambda');
export class Shop extends Stack {
  constructor(scope: Construct, id: string) {
    new nodejs.NodejsFunction(this, 'close', { entry: path.join(folder, 'close.ts'), handler: 'run' });
    new NodejsFunction(this, 'receipts');
    new NodejsFunction(this, 'open', { entry: \`\${__dirname}/../lambda/open.ts\`, timeout: Duration.seconds(3 * 2) });
    new NodejsFunction(this, 'computed', { entry: entryOf('computed') });
    const fn = new lambda.Function(this, 'list', {
      runtime: lambda.Runtime.NODEJS_22_X, code: lambda.Code.fromAsset('../src'), handler: 'orders/list.all',
    });
    new lambda.Function(this, 'inline', { code: lambda.Code.fromInline('…'), handler: 'index.handler' });
    new lambda.DockerImageFunction(this, 'image', {
      code: DockerImageCode.fromImageAsset('image', { cmd: ['app.run'] }),
    });
  }
}`,
    };
    expect(named('src/orders/list.ts', texts)).toEqual([
      'cdk/lambda/close run',
      'cdk/lib/shop.receipts handler',
      'cdk/lambda/open handler',
      'src/orders/list all',
      'cdk/image/app run',
    ]);
    expect(named('src/orders/list.ts', { ...texts, 'cdk/cdk.json': '{}' })).toEqual([]);
  });

  test('in Python', () => {
    const texts = {
      'cdk.json': '{ "app": "python3 app.py" }',
      'shop/stack.py': `from aws_cdk import aws_lambda as _lambda
HERE = os.path.dirname(os.path.abspath(__file__))
class Shop(Stack):
    def __init__(self, scope):
        PythonFunction(self, "close", entry="functions/close", index="app.py", handler="run")
        PythonFunction(self, "open", entry=os.path.join(HERE, "open"), runtime=_lambda.Runtime.PYTHON_3_12)
        _lambda.Function(
            self, "list",
            code=_lambda.Code.from_asset(path="src"),  # handler="old.run"
            handler="orders.list.run",
        )
        _lambda.Function(self, "other", code=_lambda.Code.from_asset(f"{folder}/src"), handler="app.run")`,
    };
    expect(named('src/orders/list.py', texts)).toEqual([
      'functions/close/app run',
      'shop/open/index handler',
      'src/orders list.run',
      'src/orders/list run',
    ]);
  });

  test('a capacity provider may be given any of them', () => {
    const texts = {
      'cdk.json': '{ "app": "node bin/shop.js" }',
      'lib/shop.js': `const { CapacityProvider } = require('aws-cdk-lib/aws-lambda');
new NodejsFunction(this, 'close', { entry: 'src/close.js' });`,
    };
    expect(named('src/close.js', texts)).toEqual(['src/close handler overlapping']);
  });
});

test('blocks of Terraform', () => {
  const text = `
data "archive_file" "close" {
  type        = "zip"
  source_dir  = "\${path.module}/../src/close"
  output_path = "close.zip"
}
data "archive_file" "open" {
  source_file = "\${path.module}/open/app.py" # beside
  output_path = "open.zip"
}
resource "aws_lambda_function" "close" {
  filename         = "close.zip"
  handler          = "index.run"
  runtime          = "nodejs22.x"
  environment { variables = { handler = "wrong.run" } }
  capacity_provider_config { arn = aws_capacity.one.arn }
}
resource "aws_lambda_function" "open" {
  filename = data.archive_file.open.output_path
  handler  = "app.run"
  runtime  = "python3.13"
}
module "list" {
  source      = "terraform-aws-modules/lambda/aws"
  handler     = "list.run"
  source_path = "./list"
}
resource "aws_lambda_function" "computed" {
  handler = var.handler
}
resource "aws_lambda_function" "computed_too" {
  handler = "\${var.file}.run"
}
/* resource "aws_lambda_function" "old" { handler = "old.run" } */
resource "aws_iam_policy" "text" {
  policy = <<-EOF
    resource "aws_lambda_function" "text" { handler = "text.run"
  EOF
}
resource "aws_lambda_layer_version" "layer" {
  handler = "layer.run"
}`;
  expect(named('src/close/index.js', { 'terraform/main.tf': text })).toEqual([
    'src/close/index run overlapping',
    'terraform/open/app run',
    'terraform/list/list run',
  ]);
});

describe('images', () => {
  const image = (from: string, command: string) =>
    `FROM ${from}\nCOPY app/close.py \${LAMBDA_TASK_ROOT}/\n${command}\n`;
  const aws = 'public.ecr.aws/lambda/python:3.13';

  test('on a base whose command is a handler', () => {
    expect(named('app/close.py', { Dockerfile: image(aws, 'CMD ["close.run"]') })).toEqual([
      'close run',
      'app/close run',
    ]);
    expect(named('app/close.py', { Dockerfile: image(aws, 'CMD [ "python", "close.run" ]') })).toEqual([]);
    expect(named('app/close.py', { Dockerfile: image('python:3.13', 'CMD ["close.run"]') })).toEqual([]);
  });
});

test('what is deployed from a folder of build products was written beside it', () => {
  const text =
    'Resources: { Close: { Type: AWS::Serverless::Function, Properties: { CodeUri: dist/, Handler: close.run } } }';
  expect(named('src/close.ts', { 'template.yaml': text })).toEqual(['dist/close run', 'close run', 'src/close run']);
});

describe('what cannot be read names nothing', () => {
  const broken =
    '{ "functions": { handler: [ `${ \' functions Handler resource "aws_lambda_function" "a" { bindings lambda app';

  test.each([
    'serverless.yml',
    'serverless.json',
    'serverless.ts',
    'template.json',
    'sst.config.ts',
    'main.tf',
    'Dockerfile',
    'zappa_settings.json',
    'function.json',
  ])('%s', (name) => {
    expect(named('src/close.ts', { [name]: broken })).toEqual([]);
    for (let end = 0; end < broken.length; end += 1)
      expect(named('src/close.ts', { [name]: broken.slice(0, end) })).toEqual([]);
  });

  test('a stack', () => {
    const stack = `from aws_cdk import NodejsFunction\nNodejsFunction(self, "a", {entry: "x.ts", `;
    for (let end = 0; end <= stack.length; end += 1)
      expect(Array.isArray(named('a.py', { 'cdk.json': '{"app": ""}', 'stack.py': stack.slice(0, end) }))).toBe(true);
  });

  test('tokens in any order', () => {
    const pieces = [
      'Function',
      'new',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      ';',
      '=',
      '+',
      '.',
      '@',
      '\n',
      '"a"',
      "'",
      '`',
      '/',
      '#',
      'as',
      'code',
      'handler',
      'from_asset',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (some) => {
        const text = `aws_cdk Function(${some.join(' ')}`;
        for (const stack of ['stack.py', 'stack.ts', 'main.tf', 'sst.config.ts', 'serverless.ts'])
          expect(Array.isArray(named('a.py', { 'cdk.json': '{"app": ""}', [stack]: text }))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('nothing above the root', () => {
    const text = 'functions: { close: { handler: ../src/close.run } }';
    expect(named('src/close.js', { 'serverless.yml': text })).toEqual([]);
  });
});

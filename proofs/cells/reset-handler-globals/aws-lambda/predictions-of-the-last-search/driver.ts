import { saw } from './gates.ts';

interface Tweet {
  readonly id: string;
  readonly text: string;
}

const tweet = ({ id, text }: Tweet) => ({ id, text, user: { name: 'shop' }, retweet_count: 1 });
const searches: readonly (readonly Tweet[])[] = [
  [
    { id: 'one', text: 'new machines' },
    { id: 'two', text: 'cheap watches' },
  ],
  [
    { id: 'two', text: 'cheap watches' },
    { id: 'three', text: 'new regions' },
  ],
];
let turn = 0;

// The two remote services; all else is the libraries' own.
const { Twitter } = require('twitter-node-client');
Twitter.prototype.getSearch = (_query: unknown, _error: unknown, success: (data: string) => void) =>
  setImmediate(success, JSON.stringify({ statuses: searches[turn]?.map(tweet) }));
const aws = require('aws-sdk');
Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'shop', AWS_SECRET_ACCESS_KEY: 'shop' });
const { PassThrough } = require('node:stream') as typeof import('node:stream');
aws.NodeHttpClient.prototype.handleRequest = (
  _request: unknown,
  _options: unknown,
  answered: (response: unknown) => void,
) => {
  const label = '0';
  const body = JSON.stringify({ Prediction: { predictedLabel: label, predictedScores: { [label]: 0.9 } } });
  const response = Object.assign(new PassThrough(), { statusCode: 200, headers: {}, statusMessage: 'OK' });
  response.end(body);
  setImmediate(() => {
    answered(response);
    response.emit('headers', 200, {}, 'OK');
  });
  return response;
};

const { handler } = require('./program.js');

async function main(): Promise<void> {
  let lost = 0;
  const answers: unknown[] = [];
  for (turn = 0; turn < searches.length; turn += 1) {
    const found: Record<string, unknown> = await new Promise((resolve, reject) =>
      handler({}, { succeed: (data: object) => resolve(structuredClone(data) as never), fail: reject }),
    );
    const wanted = searches[turn]?.map(({ id }) => id) ?? [];
    // A tweet of the search before is in the answer.
    if (Object.keys(found).some((id) => !wanted.includes(id))) lost += 1;
    answers.push(wanted.map((id) => found[id]));
  }
  saw({ lost, of: searches.length, otherwise: answers });
  process.exit(0);
}

void main();

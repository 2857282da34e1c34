import { saw } from './gates.ts';
import { handler } from './program.js';

async function main(): Promise<void> {
  const events = ['north', 'south'].flatMap((region) => ['bakery', 'garage'].map((tenant) => ({ tenant, region })));
  const answers: unknown[] = [];
  for (const event of events) answers.push(await handler(event));
  saw({
    lost: events.filter(({ tenant, region }, at) => answers[at] !== `${tenant} in the ${region}`).length,
    of: events.length,
    otherwise: answers[0],
  });
}

void main();

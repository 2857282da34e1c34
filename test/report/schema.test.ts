import { expect, test } from 'vitest';
import { schemaOf } from '../../scripts/schema.ts';

test.each([
  ['Report', 'src/model/report.ts', 'report.schema.json'],
  ['Configuration', 'src/model/configuration.ts', 'configuration.schema.json'],
])('the shipped schema of %s is that of its type', async (type, path, file) => {
  await expect(schemaOf(path, type)).toMatchFileSnapshot(`../../schema/${file}`);
});

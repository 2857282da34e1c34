import { cpSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { repositoryOf } from './repository.ts';

const examples = join(dirname(fileURLToPath(import.meta.url)), '../../examples');

test('the application in examples/ is migrated once, and clean from then on', () => {
  const repository = repositoryOf({ 'README.md': 'A copy.\n' });
  cpSync(examples, join(repository.root, 'examples'), { recursive: true });
  repository.commit();
  expect(repository.run(['check', 'examples']).code).toBe(1);
  expect(repository.run(['diff', 'examples']).stdout).toContain('lambda order=order:');
  const migrated = repository.run(['migrate', 'examples']);
  expect(migrated.code).toBe(0);
  expect(migrated.stdout).toContain('0 refused · 0 held back');
  repository.commit();
  expect(repository.run(['migrate', 'examples']).stdout).toContain('Nothing was written');
  expect(repository.run(['check', 'examples']).code).toBe(0);
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(readdirSync(examples).filter((name) => statSync(join(examples, name)).isDirectory()).length).toBeGreaterThan(
    2,
  );
});

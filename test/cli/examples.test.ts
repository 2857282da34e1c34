import { cpSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { repositoryOf } from './repository.ts';

const examples = join(dirname(fileURLToPath(import.meta.url)), '../../examples');

test('the application in examples/ is migrated once; what is left to do by hand stays reported', () => {
  const repository = repositoryOf({ 'README.md': 'A copy.\n' });
  cpSync(examples, join(repository.root, 'examples'), { recursive: true });
  repository.commit();
  expect(repository.run(['check', 'examples']).code).toBe(1);
  const { stdout } = repository.run(['diff', 'examples', '--unsafe']);
  for (const written of [
    'lambda order=order:',
    'transaction.on_commit(partial(announce_order.delay, order_id=order.id))',
    'account = accounts.select_related(None).order_by().select_for_update().filter(pk=pk).first()',
    'unsent = gather_unsent()',
    '+  returnData = {};',
    '+    turnover = {}',
  ])
    expect(stdout).toContain(written);
  const migrated = repository.run(['migrate', 'examples', '--unsafe']);
  expect(migrated.code).toBe(0);
  expect(migrated.stdout).toContain('1 refused · 0 held back');
  repository.commit();
  expect(repository.run(['migrate', 'examples', '--unsafe']).stdout).toContain('Nothing was written');
  expect(repository.report('examples').findings.map(({ path, refusal }) => `${path} ${refusal}`)).toEqual([
    'examples/shop/lambda_handler.py connection-kept',
  ]);
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(readdirSync(examples).filter((name) => statSync(join(examples, name)).isDirectory()).length).toBeGreaterThan(
    2,
  );
});

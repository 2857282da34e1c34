// Builds what the package ships: the compiled sources, the Python grammar, and one file for jscodeshift's own runner
// for each transform.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const at = (...parts) => join(root, ...parts);

rmSync(at('dist'), { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
  cwd: root,
});

mkdirSync(at('grammar'), { recursive: true });
cpSync(
  join(dirname(require.resolve('tree-sitter-python/package.json')), 'tree-sitter-python.wasm'),
  at('grammar/tree-sitter-python.wasm'),
);

cpSync(at('src/cli/jscodeshift-bridge.cjs'), at('dist/src/cli/jscodeshift-bridge.cjs'));

const { transforms } = await import(pathToFileURL(at('dist/transforms/index.js')).href);
rmSync(at('jscodeshift'), { recursive: true, force: true });
mkdirSync(at('jscodeshift'));
// jscodeshift's runner loads transforms with require().
writeFileSync(at('jscodeshift/package.json'), '{ "type": "commonjs" }\n');
for (const { id, rewrites } of transforms) {
  if (!rewrites.javascript) continue;
  writeFileSync(
    at('jscodeshift', `${id}.js`),
    `module.exports = require('../dist/src/cli/jscodeshift-bridge.cjs')('${id}');
`,
  );
}

// `npx unstale` in this very folder would install the folder into npm's cache first, which takes 20 seconds.
if (existsSync(at('node_modules/.bin')) && process.platform !== 'win32') {
  rmSync(at('node_modules/.bin/unstale'), { force: true });
  symlinkSync('../../bin/unstale.js', at('node_modules/.bin/unstale'));
}

// npm run bench -- DIR: where the time of a run goes, and the same files through jscodeshift with a transform that does
// nothing, in the same run: ratios are worth more than seconds. Nothing is written.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const package_ = dirname(dirname(fileURLToPath(import.meta.url)));
const [directory] = process.argv.slice(2);
if (!directory) {
  console.error('usage: npm run bench -- DIR');
  process.exit(2);
}
const root = resolve(process.env.INIT_CWD ?? '.', directory);

const { discoverFiles } = await import('../dist/src/engine/discover-files.js');
const { openTexts } = await import('../dist/src/engine/discover-texts.js');
const { analyseFiles, extensionsOf, languageOf } = await import('../dist/src/engine/analyse.js');
const { prefilterOf } = await import('../dist/src/engine/prefilter.js');
const { plan } = await import('../dist/src/engine/plan.js');
const { compose } = await import('../dist/src/cli/compose.js');

const request = {
  root,
  configuration: {},
  configurationFolder: '',
  only: undefined,
  skip: undefined,
  dialects: undefined,
  certainty: undefined,
};
const { knowledge, settings, kits } = compose(request);

const stages = [];
const timed = async (stage, work) => {
  const from = process.hrtime.bigint();
  const result = await work();
  stages.push({ stage, ms: Number(process.hrtime.bigint() - from) / 1e6 });
  return result;
};

const { paths } = await timed('discover', () =>
  discoverFiles(root, [], { extensions: new Set(Object.values(extensionsOf).flat()), includes: () => true }),
);
const texts = openTexts(root);
let bytes = 0;
let lines = 0;
const eachContent = (take) => {
  for (const path of paths) {
    texts.readIf(path, (content) => {
      take(content);
      return false;
    });
  }
};
await timed('read', () =>
  eachContent((content) => {
    bytes += content.length;
  }),
);
eachContent((content) => {
  for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) lines += 1;
});
const words = Object.fromEntries(
  Object.keys(extensionsOf).map((language) => [
    language,
    prefilterOf(language, knowledge.transforms, knowledge.dialects),
  ]),
);
const passing = await timed('read and filter', () =>
  paths.filter(
    (path) => texts.readIf(path, (content) => (words[languageOf(path)]?.(content).size ?? 0) > 0) !== undefined,
  ),
);
const analysis = await timed('read, filter, parse and find', () =>
  analyseFiles(paths, texts.readIf, texts, kits, knowledge, settings),
);
const run = {
  paths,
  unanalysed: [],
  read: texts.readIf,
  project: texts,
  kits,
  knowledge,
  settings,
  isWanted: () => true,
};
const { outputs } = await timed('settle: edit, parse again, run again', () => plan(run, '0', analysis));

const wholeMs = (args) => {
  const from = process.hrtime.bigint();
  try {
    execFileSync(process.execPath, args, { cwd: root, stdio: 'ignore' });
  } catch (error) {
    if (error.status !== 1 && error.status !== 3) throw error;
  }
  return Number(process.hrtime.bigint() - from) / 1e6;
};
const median = (work) => {
  const runs = [work(), work(), work()].sort((a, b) => a - b);
  return runs[1];
};
const checkMs = median(() => wholeMs([join(package_, 'bin/unstale.js'), 'check', '--quiet', '.']));

const scripts = paths.filter((path) => languageOf(path) === 'javascript');
let peerMs;
if (scripts.length) {
  const folder = mkdtempSync(join(tmpdir(), 'unstale-bench-'));
  const transform = join(folder, 'nothing.js');
  writeFileSync(transform, 'module.exports = (file, api) => { api.jscodeshift(file.source); return undefined; };\n');
  const list = join(folder, 'files');
  writeFileSync(list, scripts.map((path) => join(root, path)).join('\n'));
  const from = process.hrtime.bigint();
  execFileSync(
    process.execPath,
    [
      require.resolve('jscodeshift/bin/jscodeshift.js'),
      '-t',
      transform,
      '--parser=tsx',
      '--dry',
      '--silent',
      '--stdin',
    ],
    {
      input: scripts.map((path) => join(root, path)).join('\n'),
      stdio: ['pipe', 'ignore', 'ignore'],
      maxBuffer: 1 << 30,
    },
  );
  peerMs = Number(process.hrtime.bigint() - from) / 1e6;
  rmSync(folder, { recursive: true });
}

const megabytes = bytes / 1e6;
console.log(`${paths.length} files, ${lines} lines, ${megabytes.toFixed(1)} MB`);
console.log(
  `${passing.length} pass the filter, ${analysis.parsed} opened (${(analysis.parsedUnits / 1e6).toFixed(1)} MB), ${analysis.findings.length} findings, ${outputs.length} files rewritten, ${analysis.unanalysed.length} not analysed\n`,
);
for (const { stage, ms } of stages)
  console.log(
    `${stage.padEnd(40)}${ms.toFixed(0).padStart(8)} ms${(megabytes / (ms / 1e3)).toFixed(0).padStart(8)} MB/s`,
  );
console.log(
  `\n${'unstale check, whole process'.padEnd(40)}${checkMs.toFixed(0).padStart(8)} ms${(megabytes / (checkMs / 1e3)).toFixed(0).padStart(8)} MB/s   median of 3`,
);
if (peerMs !== undefined) {
  console.log(`${`jscodeshift, parse only, ${scripts.length} files`.padEnd(40)}${peerMs.toFixed(0).padStart(8)} ms`);
  const ours = median(() => wholeMs([join(package_, 'bin/unstale.js'), 'check', '--quiet', '.']));
  console.log(`${'ratio jscodeshift / unstale'.padEnd(40)}${(peerMs / ours).toFixed(1).padStart(8)}`);
}
console.log(
  `${'peak memory of this process'.padEnd(40)}${(process.resourceUsage().maxRSS / 1024).toFixed(0).padStart(8)} MB`,
);

import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { isImportTime } from './import-time.ts';
import { callsIn } from './process-state.ts';
import { functionAround, type Reach } from './reach.ts';
import { usesOf } from './uses.ts';

/** Calls that tell the time, and those that give another value each time. */
const clocks =
  /^(?:datetime\.(?:datetime|date)\.(?:now|utcnow|today)|time\.(?:time|time_ns|strftime|localtime|gmtime|ctime)|django\.utils\.timezone\.(?:now|localdate|localtime))$/;
const makers = /^(?:uuid\.uuid[14]|secrets\.token_(?:hex|urlsafe)|ulid\.new)$/;

/** Names that say that the value is one of the invocation, and names of what belongs to the process. */
const ofNow =
  /(?:^|_)(?:now|today|date|datetime|time|timestamp|ts|day|month|year|week|hour|yesterday|tomorrow|expiry|expires|deadline|since|until|cutoff)(?:_|$)/i;
const ofOne = /(?:^|_)(?:request|correlation|trace|transaction|order|message|invocation|receipt|idempotency)(?:_|$)/i;
const ofProcess =
  /start|init|boot|load|import|deploy|build|cold|warm|launch|begin|began|created|process|container|instance|version|worker|timeout|zone|format|last|cache/i;

/** `TODAY = date.today()`, `REQUEST_ID = uuid4()` at the top of a module: every invocation of the process has the first one's. */
export function importValuesOf(
  file: PythonFile,
  entries: readonly PythonSite[],
  reach: Reach,
): readonly Observed<'made-at-import'>[] {
  return [...file.scopes.module.bindings.values()].flatMap((binding): readonly Observed<'made-at-import'>[] => {
    const [write, ...others] = binding.writes;
    if (write?.kind !== 'assignment' || write.value === undefined || others.length > 0) return [];
    if (write.statement.parent !== file.root || ofProcess.test(binding.name)) return [];
    const call = sourceOf(file, write.value);
    if (call === undefined || !(isClock(file, call) ? ofNow : ofOne).test(binding.name)) return [];
    const mentions = new Set(binding.reads.filter((read) => !isImportTime(read)));
    const variable = {
      name: binding.name,
      declaration: write.node,
      mentions,
      value: write.value,
      shape: 'scalar' as const,
    };
    const uses = usesOf(file, variable).filter(({ isReported }) => !isReported);
    const [found] = entries.flatMap((handler) => {
      const functions = reach.of(handler.node);
      const use = uses.find(({ node }) => {
        const around = functionAround(node);
        // What tells the time itself measures how long ago the import was.
        return around !== undefined && functions.has(around) && !callsIn(around).some((one) => isClock(file, one));
      });
      return use === undefined ? [] : [{ handler, use }];
    });
    return found === undefined
      ? []
      : [observationOf(file, found.handler, binding.name, write.node, call, found.use.node)];
  });
}

/** The call that an expression is made of, through what only changes its form: `str(uuid4())`, `now() - timedelta(days=1)`. */
function sourceOf(file: PythonFile, value: PythonNode): PythonNode | undefined {
  switch (value.type) {
    case 'call': {
      const callee = child(value, 'function');
      if (isClock(file, value) || (callee && file.accessPaths(callee).some((path) => makers.test(path)))) return value;
      const list = child(value, 'arguments');
      if (callee?.type === 'attribute') return sourceOf(file, child(callee, 'object') ?? value);
      const isForm = callee?.type === 'identifier' && /^(?:str|int|float|round|repr)$/.test(file.textOf(callee));
      const [first] = isForm && list !== undefined ? named(list) : [];
      return first && sourceOf(file, first);
    }
    case 'attribute':
      return sourceOf(file, child(value, 'object') ?? value);
    case 'binary_operator': {
      const left = child(value, 'left');
      return left && sourceOf(file, left);
    }
    case 'string':
    case 'interpolation':
    case 'parenthesized_expression':
      return named(value)
        .map((one) => sourceOf(file, one))
        .find((one) => one !== undefined);
    default:
      return undefined;
  }
}

function isClock(file: PythonFile, call: PythonNode): boolean {
  const callee = child(call, 'function');
  return callee !== undefined && file.accessPaths(callee).some((path) => clocks.test(path));
}

function observationOf(
  file: PythonFile,
  { dialect, evidence, symbol }: PythonSite,
  name: string,
  declaration: PythonNode,
  call: PythonNode,
  read: PythonNode,
): Observed<'made-at-import'> {
  return {
    outcome: 'refuse',
    refusal: 'made-at-import',
    span: { start: declaration.start, end: declaration.end },
    symbol: name,
    dialect: dialect.id,
    certainty: 'likely',
    message: `\`${name}\` is what \`${file.textOf(call)}\` gave when the module was imported: every later invocation of \`${symbol}\` works with that.`,
    evidence: [evidence, `Nothing gives \`${name}\` another value.`],
    scenario: [
      `T1  the module is imported: \`${name}\` gets its value`,
      'T1  the first invocation works with it, and ends',
      'T1  the next one, hours later, works with the same value',
    ],
    related: [{ path: file.path, start: read.start, end: read.end, message: `\`${name}\` is read here` }],
  };
}

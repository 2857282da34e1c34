import type { NewExpression, Node, TaggedTemplateExpression } from '@babel/types';
import type { Certainty, Dialect } from '../../model/dialect.ts';
import type { QueryPattern } from '../../model/query-patterns.ts';
import type { Instance } from './instances.ts';
import { packageOf } from './manifests.ts';
import type { Located } from './module.ts';
import type { Modules } from './modules.ts';
import { type CallNode, isCallNode, isMemberNode, keyName, propertyName, unwrapped } from './nodes.ts';
import { namesOf, spelling } from './receivers.ts';
import type { Sites } from './sites.ts';

/** The call that begins a query, or the template that is one. */
export interface JavaScriptQuery {
  readonly dialect: Dialect<'javascript'>;
  readonly pattern: QueryPattern;
  readonly certainty: Exclude<Certainty, 'possible'>;
  /** How it is known, a sentence. */
  readonly evidence: string;
  /** What is called, as it is spelled, on one line: `prisma.room.findMany`. */
  readonly symbol: string;
  readonly node: CallNode | TaggedTemplateExpression | NewExpression;
}

/** Tells whether a call, a `new`, or a tagged template, begins a query of one of the dialects. */
export function queryAt(
  place: Located,
  sites: Sites,
  modules: Modules,
  dialects: readonly Dialect<'javascript'>[],
): JavaScriptQuery | undefined {
  const { module, node } = place;
  if (!isCallNode(node) && node.type !== 'NewExpression' && node.type !== 'TaggedTemplateExpression') return undefined;
  const callee = node.type === 'TaggedTemplateExpression' ? node.tag : node.callee;
  const isMade = node.type === 'NewExpression';
  const method = !isMade && isMemberNode(callee) ? propertyName(callee) : undefined;
  let likely: JavaScriptQuery | undefined;
  for (const dialect of dialects) {
    for (const pattern of dialect.recognises.query ?? []) {
      if ([pattern.method].flat().includes('new') !== isMade) continue;
      const receiver = isMade ? node : receiverOf(pattern, callee, method);
      if (receiver === undefined || !isRead(pattern, node) || !isGiven(pattern, { module, node }, sites)) continue;
      const known = knownReceiver(pattern, dialect, { module, node: receiver }, sites, modules);
      if (!known) continue;
      const query = { dialect, pattern, ...known, symbol: spelling({ module, node: callee }), node };
      if (query.certainty === 'certain') return query;
      // Libraries share method names: one that is known by its receiver comes before one that is known by a name.
      likely ??= query;
    }
  }
  return likely;
}

/** Whether a call is given what a pattern asks for, and nothing that speaks against it. */
export function isGiven(
  { given, unlessGiven }: Pick<QueryPattern, 'given' | 'unlessGiven'>,
  { module, node }: Located,
  sites: Sites,
): boolean {
  const sent = isCallNode(node) || node.type === 'NewExpression' ? node.arguments : [];
  if (sent.some((one) => unlessGiven?.some((key) => hasKey(madeOf(one), key)))) return false;
  return Object.entries(given ?? {}).every(([at, wanted]) => {
    const argument = sent[Number(at)];
    const instances = argument ? sites.instancesOf({ module, node: argument }) : [];
    return instances.some(({ name }) => wanted.some((one) => one === name));
  });
}

/** What an argument is made of, where it is made in place: the object in `send(new Command({ … }))`. */
export function madeOf(argument: Node): Node {
  const node = unwrapped(argument);
  return node.type === 'NewExpression' && node.arguments[0] ? unwrapped(node.arguments[0]) : node;
}

/** How a receiver is known to be what a pattern asks for; undefined where it is not. */
export function knownReceiver(
  { of, named }: Pick<QueryPattern, 'of' | 'named'>,
  dialect: Dialect<'javascript'>,
  receiver: Located,
  sites: Sites,
  modules: Modules,
): Pick<JavaScriptQuery, 'certainty' | 'evidence'> | undefined {
  const { path } = receiver.module;
  const wanted = [of.instanceOf].flat();
  const classes = sites.classesOf(receiver);
  const values = sites.instancesOf(receiver).filter(({ name }) => name !== 'Function');
  const instances = [...values, ...(of.isStatic ? classes : [])];
  const used = dialect.packages.find((name) => modules.manifests.dependsOn(path, name));
  const found = instances.find(({ name }) => wanted.some((one) => isCalled(name, one, used !== undefined)));
  const spelled = spelling(receiver);
  if (found) {
    const because = found.because === undefined ? '' : `, ${found.because}`;
    return { certainty: found.certainty, evidence: `\`${spelled}\` is a ${found.name}${because}.` };
  }
  const isNamed = namesOf(receiver.node).some((name) => named?.test(name));
  const isKnown = (one: Instance) => one.definition !== undefined || (of.isStatic && isOfPackage(one, path, modules));
  const isResolved = values.length > 0 || classes.some(isKnown);
  if (!used || !isNamed || isResolved) return undefined;
  return {
    certainty: 'likely',
    evidence: `\`${spelled}\` is named like a ${wanted[0]}, and package.json names ${used}; what it is could not be resolved.`,
  };
}

/** Whether a class is one of a package that the project depends on; any other is known by its name alone. */
function isOfPackage({ name }: Instance, path: string, { manifests }: Modules): boolean {
  return manifests.dependsOn(path, packageOf(name.replace(/\.[^./]*$/, '')));
}

/** `*.PrismaClient` is an export of a module that the library generates; it counts where the package is used. */
function isCalled(name: string, wanted: string, isUsed: boolean): boolean {
  return wanted.startsWith('*.') ? isUsed && name.endsWith(wanted.slice(1)) : name === wanted;
}

/** What a query is asked of; undefined where the call is spelled otherwise. */
export function receiverOf(
  { method: methods, of }: Pick<QueryPattern, 'method' | 'of'>,
  callee: Node,
  method: string | undefined,
): Node | undefined {
  const wanted = [methods].flat();
  let receiver: Node = callee;
  // Any call there is might be one of an instance: only a plain name is worth following.
  if (wanted.includes('()') && callee.type !== 'Identifier') return undefined;
  if (!wanted.includes('()')) {
    if (method === undefined || !wanted.includes(method) || !isMemberNode(callee)) return undefined;
    receiver = callee.object;
  }
  for (const property of of.property?.split('.').reverse() ?? []) {
    receiver = unwrapped(receiver);
    if (!isMemberNode(receiver)) return undefined;
    const name = propertyName(receiver);
    if (property === '*' ? name === undefined : name !== property) return undefined;
    receiver = receiver.object;
  }
  return receiver;
}

/** Whether the SQL that a pattern asks for is there to be read, and only reads. */
function isRead({ sql }: QueryPattern, node: JavaScriptQuery['node']): boolean {
  if (sql === undefined) return true;
  const text = textOf(node.type === 'TaggedTemplateExpression' ? node.quasi : node.arguments[sql]);
  return text !== undefined && reading.test(text);
}

function hasKey(argument: Node, key: string): boolean {
  return (
    argument.type === 'ObjectExpression' &&
    argument.properties.some((one) => one.type === 'SpreadElement' || keyName(one.key, one.computed) === key)
  );
}

/** A statement that reads rows of tables: `SELECT 1` and `SELECT NOW()` only try the connection. */
const reading =
  /^\s*(?:select\b[\s\S]*\bfrom\b(?![\s\S]*\bfor\s+(?:no\s+key\s+)?update\b)|with\b(?![\s\S]*\b(?:insert|update|delete)\b))/i;

/** The words of an SQL text that is written in place; for what stands in a template there is a blank. */
export function textOf(argument: Node | undefined): string | undefined {
  const node = argument && unwrapped(argument);
  switch (node?.type) {
    case 'StringLiteral':
      return node.value;
    case 'TemplateLiteral':
      return node.quasis.map(({ value }) => value.raw).join(' ');
    case 'TaggedTemplateExpression':
      return textOf(node.quasi);
    case 'ObjectExpression':
      return node.properties
        .map((one) =>
          one.type === 'ObjectProperty' && /^(?:text|sql)$/.test(keyName(one.key, one.computed) ?? '')
            ? textOf(one.value)
            : undefined,
        )
        .find((text) => text !== undefined);
    default:
      return undefined;
  }
}

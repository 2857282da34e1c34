import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import {
  ancestorsOf,
  child,
  childrenOf,
  isWithin,
  named,
  type PythonNode,
} from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Use } from '../../../src/languages/python/uses.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { QueryChain } from '../../../src/model/query-patterns.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { observe } from './observe.ts';
import { isRead } from './readings.ts';
import type { Code } from './refusals.ts';

/**
 * A query that is an attribute of a class and that its methods read as it stands, `for row in self.rows`: each place
 * reads a fresh copy instead, for the class may be inherited from and the attribute offered to a library.
 */
export function* readByMethods(
  file: PythonFile,
  site: PythonSite,
  owner: PythonNode,
  target: PythonNode,
): Generator<Observed<Code>> {
  const { kept = [], renewedBy } = site.query?.chain ?? {};
  const attribute = file.textOf(target);
  const name = `${file.textOf(child(owner, 'name') ?? owner)}.${attribute}`;
  const classes = inheriting(file, owner, attribute);
  const isSet = classes.some(({ module: { scopes, tree } }) =>
    scopes.mutations.some(({ target: one }) => tree.text.slice(one.start, one.end).endsWith(`.${attribute}`)),
  );
  const stale = [
    ...classes.flatMap((one) => attributesIn(one, attribute)),
    ...file.usersOf(file.textOf(child(owner, 'name') ?? owner)).uses.flatMap((use) => ofClass(use, owner, attribute)),
  ].filter(
    ({ module, node }) =>
      functionAround(node) !== undefined &&
      (isRead(node, module.tree.text, kept) || isServed(file, module, node, site.query?.chain.served)),
  );
  // What the instance sets is its own.
  if (stale.length === 0 || isSet || renewedBy === undefined) return;
  // Once one place has filled it, all the others answer from that, so that none may be left.
  const seen = {
    site,
    node: target,
    name,
    isRows: false,
    certainty: 'likely' as const,
    related: stale.map(({ module, node: { start, end } }) => ({
      path: module.path,
      start,
      end,
      message: `\`${name}\` is read here`,
    })),
  };
  const perFunction = new Set(stale.map(({ node }) => functionAround(node)));
  if (perFunction.size < stale.length || /\.raw\(/.test(file.textOf(site.node))) {
    yield observe(seen, { refusal: 'read-by-methods' });
    return;
  }
  if (stale.some(({ module }) => !file.mayEdit(module.path))) {
    yield observe(seen, { refusal: 'used-in-excluded-file' });
    return;
  }
  yield observe(seen, {
    edits: stale.map(({ module, node: { end } }) => ({ path: module.path, start: end, end, text: `.${renewedBy}()` })),
    behaviour: `Each method that reads \`${name}\` asks the database when it is called, where the process asked once.`,
  });
}

/** Whether a method gives the attribute as it stands to a view of the library, which reads its rows. */
function isServed(file: PythonFile, module: Use['module'], node: PythonNode, served: QueryChain['served']): boolean {
  const around = functionAround(node);
  const name = around && child(around, 'name');
  const owner = [...ancestorsOf(around ?? node)].find(({ type }) => type === 'class_definition');
  if (served === undefined || owner === undefined || node.parent?.type !== 'return_statement') return false;
  const textOf = (one: PythonNode) => module.tree.text.slice(one.start, one.end);
  if (name === undefined || textOf(name) !== served.method || served.unless.test(textOf(owner))) return false;
  const own = module.path === file.path ? file : file.other(module.path);
  const bases = childrenOf(owner, 'superclasses').flatMap(named);
  return (
    own?.tree === module.tree &&
    bases.some((base) => own.ancestry(base).some((path) => served.by.some((one) => one === path)))
  );
}

/** A class, and all those that inherit from it, but for what gives the name anew. */
function inheriting(file: PythonFile, owner: PythonNode, attribute: string): Use[] {
  const module = { path: file.path, tree: file.tree, scopes: file.scopes };
  const found: Use[] = [{ module, node: owner }];
  for (const { module: parent, node } of found) {
    const name = child(node, 'name');
    const home = parent.path === file.path ? file : file.other(parent.path);
    if (name === undefined || home === undefined || rootOf(node).type !== 'module') continue;
    for (const use of home.usersOf(parent.tree.text.slice(name.start, name.end)).uses) {
      const list = use.node.parent;
      const heir = list?.field === 'superclasses' ? list.parent : undefined;
      const [first] = heir === undefined ? [] : childrenOf(heir, 'body').flatMap(named);
      const isKnown = found.some((one) => one.module.path === use.module.path && one.node.start === heir?.start);
      if (heir === undefined || first === undefined || isKnown) continue;
      if (!use.module.scopes.scopeOf(first).bindings.has(attribute)) found.push({ module: use.module, node: heir });
    }
  }
  return found;
}

/** `Report.rows`, wherever it stands outside of the class. */
function ofClass({ module, node }: Use, owner: PythonNode, attribute: string): Use[] {
  const up = node.parent;
  const last = up?.type === 'attribute' && node.field === 'object' ? child(up, 'attribute') : undefined;
  if (up === undefined || last === undefined || module.tree.text.slice(last.start, last.end) !== attribute) return [];
  return isWithin(node, owner) && owner.start <= node.start && rootOf(node) === rootOf(owner)
    ? []
    : [{ module, node: up }];
}

function rootOf(node: PythonNode): PythonNode {
  return [...ancestorsOf(node)].at(-1) ?? node;
}

/** `self.name`, `cls.name` and the class's own name with it, in a class. */
function attributesIn({ module, node: owner }: Use, attribute: string): Use[] {
  const textOf = (node: PythonNode) => module.tree.text.slice(node.start, node.end);
  const objects = new Set(['self', 'cls', textOf(child(owner, 'name') ?? owner)]);
  return [...walk(owner)].flatMap((node) => {
    const object = node.type === 'attribute' ? child(node, 'object') : undefined;
    const last = node.type === 'attribute' ? child(node, 'attribute') : undefined;
    return object && last && objects.has(textOf(object)) && textOf(last) === attribute ? [{ module, node }] : [];
  });
}

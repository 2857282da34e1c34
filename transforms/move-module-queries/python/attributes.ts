import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
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
  const uses = attributesIn(owner, attribute, file);
  const isSet = file.scopes.mutations.some(({ target: one }) => file.textOf(one).endsWith(`.${attribute}`));
  const stale = uses.filter((use) => functionAround(use) !== undefined && isRead(use, file.text, kept));
  // What the instance sets is its own.
  if (stale.length === 0 || isSet || renewedBy === undefined) return;
  // Once one place has filled it, all the others answer from that, so that none may be left.
  const seen = {
    site,
    node: target,
    name,
    isRows: false,
    certainty: 'likely' as const,
    related: stale.map(({ start, end }) => ({ path: file.path, start, end, message: `\`${name}\` is read here` })),
  };
  const perFunction = new Set(stale.map(functionAround));
  if (perFunction.size < stale.length || /\.raw\(/.test(file.textOf(site.node))) {
    yield observe(seen, { refusal: 'read-by-methods' });
    return;
  }
  yield observe(seen, {
    edits: stale.map(({ end }) => ({ path: file.path, start: end, end, text: `.${renewedBy}()` })),
    behaviour: `Each method that reads \`${name}\` asks the database when it is called, where the process asked once.`,
  });
}

/** `self.name`, `cls.name` and the class's own name with it, in a class. */
function attributesIn(owner: PythonNode, attribute: string, file: PythonFile): PythonNode[] {
  const objects = new Set(['self', 'cls', file.textOf(child(owner, 'name') ?? owner)]);
  const found: PythonNode[] = [];
  const stack = [owner];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const object = node.type === 'attribute' ? child(node, 'object') : undefined;
    const last = node.type === 'attribute' ? child(node, 'attribute') : undefined;
    if (object && last && objects.has(file.textOf(object)) && file.textOf(last) === attribute) found.push(node);
    stack.push(...named(node));
  }
  return found.sort((a, b) => a.start - b.start);
}

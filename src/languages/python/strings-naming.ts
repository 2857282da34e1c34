import { child, named, type PythonNode } from './node.ts';
import type { Module } from './resolve.ts';

/** Calls that take the name of an attribute as a string. */
const byName = /(?:^|\.)(?:getattr|setattr|hasattr|delattr|attrgetter|methodcaller|object|dict|get|pop)$/;

/** Calls that run a text. */
const runsText = /^(?:eval|exec|compile)$/;

/**
 * The strings, and the calls, in which a module's name is written as a text: `getattr(rooms, "free")`,
 * `mock.patch("shop.rooms.free")`, `patch.multiple("shop.rooms", free=[])`, `""">>> len(free)"""` in the module itself.
 * @param base the last name of the module.
 * @param isOwn whether it is the module that declares the name.
 */
export function* stringsNaming({ tree }: Module, name: string, base: string, isOwn: boolean): Generator<PythonNode> {
  const { text, index } = tree;
  const textOf = (node: PythonNode | undefined) => (node === undefined ? '' : text.slice(node.start, node.end));
  const dotted = new RegExp(String.raw`(?:\b${base}[.:]|^\.)${name}(?:\.|$)`);
  const word = new RegExp(String.raw`\b${name}\b`);
  const example = new RegExp(String.raw`^[ \t]*(?:>>>|\.\.\.) .*\b${name}\b`, 'm');
  for (const mark of index.string_start) {
    const literal = mark.parent;
    const parts = literal === undefined ? [] : named(literal).filter((one) => one.type === 'string_content');
    const words = textOf(parts.find((one) => word.test(textOf(one))));
    if (literal === undefined || words === '') continue;
    const holder = literal.parent;
    const called = holder?.type === 'argument_list' && holder.parent ? textOf(child(holder.parent, 'function')) : '';
    const keyed = holder?.type === 'subscript' ? textOf(child(holder, 'value')) : '';
    const isWhole = words === name;
    const isAsked =
      isWhole && byName.test(called) && (/attr|methodcaller|object|dict$/.test(called) || isNames(called));
    const isKey = isWhole && (isNames(keyed) || (isOwn && keyed.endsWith(')')));
    // An example in a documentation runs as a test.
    const isExample = isOwn && example.test(words);
    if (dotted.test(words) || isAsked || isKey || isExample || runsText.test(called)) yield literal;
  }
  for (const call of index.call) {
    const isMultiple = /\.multiple$/.test(textOf(child(call, 'function')));
    if (isMultiple && new RegExp(String.raw`\b${name}\s*=`).test(textOf(call))) yield call;
  }
}

/** The names of a module as a dictionary: `globals()`, `vars(rooms)`, `rooms.__dict__`. */
function isNames(expression: string): boolean {
  return /\b(?:globals|vars|__dict__)\b/.test(expression);
}

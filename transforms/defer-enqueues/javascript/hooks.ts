import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { type FunctionNode, keyName } from '../../../src/languages/javascript/nodes.ts';
import type { ModelHooks } from '../../../src/model/call-patterns.ts';
import type { OpenTransaction } from './open-transaction.ts';

/** The transaction in which a library calls a function of a model, if whoever writes the row has opened one. */
export function hookAround(file: JavaScriptFile, fn: FunctionNode): OpenTransaction | undefined {
  for (const hooks of file.modelHooks) {
    const name = nameAmong(file, fn, hooks) ?? decoratorAmong(file, fn, hooks);
    if (name === undefined) continue;
    return {
      form: 'hook',
      dialect: hooks.dialect,
      certainty: 'possible',
      evidence: `${hooks.dialect.name} calls \`${name}\` inside the transaction in which the row is written, if there is one.`,
      symbol: name,
      place: fn,
      site: undefined,
      fn,
      ...handleOf(file, fn, name, hooks),
      isOptional: true,
      closing: undefined,
    };
  }
  return undefined;
}

/** `options.transaction` of the options that a hook takes, or the name that it takes it out under. */
function handleOf(
  file: JavaScriptFile,
  fn: FunctionNode,
  name: string,
  { handle, optionsFirst }: ModelHooks,
): Pick<OpenTransaction, 'handle' | 'handleName'> {
  const options = fn.params[optionsFirst.test(name) ? 0 : 1];
  if (options?.type === 'Identifier') return { handle: `${options.name}.${handle}`, handleName: options };
  const property =
    options?.type === 'ObjectPattern'
      ? options.properties.find((one) => one.type === 'ObjectProperty' && keyName(one.key, one.computed) === handle)
      : undefined;
  const taken =
    property?.type === 'ObjectProperty' && property.value.type === 'Identifier' ? property.value : undefined;
  const isKept = taken && file.scopes.bindingOf(taken)?.writes.length === 0;
  return isKept ? { handle: taken.name, handleName: taken } : { handle: undefined, handleName: undefined };
}

/** `hooks: { afterCreate(order) { … } }`. */
function nameAmong(file: JavaScriptFile, fn: FunctionNode, { property, names }: ModelHooks): string | undefined {
  const member = fn.type === 'ObjectMethod' ? fn : file.parentOf(fn);
  if (member?.type !== 'ObjectMethod' && member?.type !== 'ObjectProperty') return undefined;
  const name = keyName(member.key, member.computed);
  const object = file.parentOf(member);
  const holder = object && file.parentOf(object);
  const isHeld = holder?.type === 'ObjectProperty' && keyName(holder.key, holder.computed) === property;
  return isHeld && name !== undefined && names.includes(name) ? name : undefined;
}

/** `@AfterUpdate static notify(order) { … }`, or a static property that holds the function. */
function decoratorAmong(file: JavaScriptFile, fn: FunctionNode, { decorators }: ModelHooks): string | undefined {
  const member: Node | undefined = fn.type === 'ClassMethod' ? fn : file.parentOf(fn);
  if (member?.type !== 'ClassMethod' && member?.type !== 'ClassProperty') return undefined;
  for (const { expression } of member.decorators ?? []) {
    const named = expression.type === 'CallExpression' ? expression.callee : expression;
    const names = file.exportNames(named);
    const found = decorators.find((one) => names.has(one));
    if (found !== undefined) return `@${found.slice(found.lastIndexOf('.') + 1)}`;
  }
  return undefined;
}

import type { Node } from '@babel/types';
import type { TypedHandler } from '../../model/handler-patterns.ts';
import type { ExportedFunction } from './exported-functions.ts';
import type { Module } from './module.ts';

/** A function that its type tells. */
interface Typed extends ExportedFunction {
  readonly certainty: 'certain';
  /** How it is known, a sentence. */
  readonly evidence: string;
}

/** The exported functions of a file whose type, or that of their first parameter, is one of a module. */
export function typedHandlers(
  { from, type }: TypedHandler,
  module: Module,
  functions: readonly ExportedFunction[],
): Typed[] {
  // What is not named is not imported.
  if (!module.text.includes(from)) return [];
  const endings = [type].flat();
  return functions.flatMap(({ name, fn, exported }): Typed[] => {
    const holder = module.parentOf(fn);
    const annotations = [
      ...[holder, module.parentOf(exported)].map((one) =>
        one?.type === 'VariableDeclarator' && one.id.type === 'Identifier' ? one.id.typeAnnotation : undefined,
      ),
      holder?.type === 'TSSatisfiesExpression' ? holder.typeAnnotation : undefined,
      fn.params[0]?.type === 'Identifier' ? fn.params[0].typeAnnotation : undefined,
    ];
    const found = annotations.map((one) => (one ? importedType(one, from, module) : undefined)).find(Boolean);
    if (found === undefined || !endings.some((ending) => found.endsWith(ending))) return [];
    return [{ name, fn, exported, certainty: 'certain', evidence: `Its type is ${from}.${found}.` }];
  });
}

/** The name of a type that a module imports from another, as that one calls it. */
function importedType(annotation: Node, from: string, module: Module): string | undefined {
  const reference = annotation.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : annotation;
  if (reference.type !== 'TSTypeReference') return undefined;
  const { typeName } = reference;
  const local = typeName.type === 'Identifier' ? typeName : typeName.left;
  if (local.type !== 'Identifier') return undefined;
  for (const statement of module.ast.program.body) {
    if (statement.type !== 'ImportDeclaration' || statement.source.value !== from) continue;
    const specifier = statement.specifiers.find((one) => one.local.name === local.name);
    if (!specifier) continue;
    if (typeName.type === 'TSQualifiedName') return typeName.right.name;
    if (specifier.type !== 'ImportSpecifier') return undefined;
    return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
  }
  return undefined;
}

import type { Node } from '@babel/types';
import { classOfInstance } from '../../../src/languages/javascript/exported-functions.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  type FunctionNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
} from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { closest, isWithin, walk } from '../../../src/languages/javascript/walk.ts';
import { isContainer } from './initial.ts';
import { guardOf, keptOnPurpose } from './intent.ts';
import type { Invocation, Leak } from './leaks.ts';
import { useOf } from './uses.ts';

/** The fields of objects that a file makes at import, where one invocation adds to them and the next one reads that. */
export function gatheringInstances(file: JavaScriptFile, invocations: readonly Invocation[]): Leak[] {
  return instancesIn(file).flatMap(({ binding, fields, body }): Leak[] => {
    if (keptOnPurpose.test(binding.name)) return [];
    return invocations
      .flatMap(({ handler, reached }) => {
        const found = fields
          .filter((field) => !keptOnPurpose.test(field))
          .flatMap((field) => gathered(file, binding, field, body, reached) ?? [])[0];
        return found ? [{ binding, ...found, handlers: [handler], kept: 'instance' as const }] : [];
      })
      .slice(0, 1);
  });
}

interface GatheringClass {
  readonly binding: Binding;
  /** The fields that begin as an empty container. */
  readonly fields: readonly string[];
  readonly body: Node;
}

/** The variables of the module that hold an instance of a class of the same file, made at import. */
function instancesIn(file: JavaScriptFile): GatheringClass[] {
  return file.ast.program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ id }): GatheringClass[] => {
      const binding = id.type === 'Identifier' ? file.scopes.bindingOf(id) : undefined;
      const made = binding && classOfInstance(binding.identifier, file.module);
      if (!binding || !made || made.superClass) return [];
      const fields = made.body.body.flatMap((member) => {
        const name =
          member.type === 'ClassProperty' && !member.static ? keyName(member.key, member.computed) : undefined;
        return name !== undefined && member.type === 'ClassProperty' && isContainer(member.value ?? undefined)
          ? [name]
          : [];
      });
      return [{ binding, fields, body: made.body }];
    });
  });
}

/** Where a field is added to and read by an invocation, and nothing in its class empties it or gives it another value. */
function gathered(
  file: JavaScriptFile,
  binding: Binding,
  field: string,
  body: Node,
  reached: ReadonlySet<FunctionNode>,
): { write: Node; read: Node } | undefined {
  const places: Node[] = [];
  walk(body, (node) => {
    if (isMemberNode(node) && node.object.type === 'ThisExpression' && propertyName(node) === field) places.push(node);
  });
  const uses = places.map((place) => useOf(file, binding, place));
  if (uses.some(({ kind }) => kind !== 'add' && kind !== 'read' && kind !== 'logged')) return undefined;
  const isRun = (node: Node) => [...reached].some((fn) => isWithin(node, fn)) && !isInConstructor(file, node);
  const write = uses.find(({ kind, node }) => kind === 'add' && isRun(node) && !guardOf(file, binding, node, reached));
  const read = uses.find(({ kind, node }) => kind === 'read' && isRun(node));
  return write && read && { write: write.node, read: read.node };
}

function isInConstructor(file: JavaScriptFile, node: Node): boolean {
  const fn = closest(node, file.parentOf, isFunctionNode);
  return fn?.type === 'ClassMethod' && fn.kind === 'constructor';
}

import type { Node, TSTypeParameter } from '@babel/types';
import type { Inquiry, Instance } from './instances.ts';
import type { Located } from './module.ts';
import { keyName } from './nodes.ts';

/** What a value of a type is an instance of: `Promise<Transaction | undefined>` is a Transaction. */
export function instanceFromType(place: Located, inquiry: Inquiry): Instance[] {
  const { module, node } = place;
  const of = (next: Node | null | undefined) => (next ? inquiry.instancesOfType({ module, node: next }) : []);
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSParenthesizedType':
    case 'TSOptionalType':
      return of(node.typeAnnotation);
    case 'TSTypeOperator':
      return of(node.typeAnnotation);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return node.types.flatMap(of);
    case 'TSTypeLiteral':
      return [{ name: 'Object', certainty: 'certain', definition: place }];
    case 'TSTypeAliasDeclaration':
      return of(node.typeAnnotation);
    case 'TSInterfaceDeclaration':
      return [
        { name: `${module.stem}.${node.id.name}`, certainty: 'certain', definition: place },
        ...(node.extends ?? []).flatMap(({ expression }) => ofName({ module, node: expression }, inquiry)),
      ];
    case 'TSTypeQuery':
      return ofValue({ module, node: node.exprName }, inquiry);
    case 'TSImportType':
      return ofName(place, inquiry);
    case 'TSIndexedAccessType': {
      const { indexType } = node;
      const name = indexType.type === 'TSLiteralType' ? keyName(indexType.literal) : undefined;
      if (name === undefined) return [];
      return of(node.objectType)
        .flatMap((owner) => inquiry.membersOf(owner, name))
        .flatMap((member) => {
          const type = 'typeAnnotation' in member.node ? member.node.typeAnnotation : undefined;
          return type ? inquiry.instancesOfType({ module: member.module, node: type }) : [];
        });
    }
    case 'TSTypeReference':
      return ofReference(place, inquiry);
    default: {
      const name = built.get(node.type);
      return name === undefined ? [] : [{ name, certainty: 'certain' }];
    }
  }
}

/** Types that stand for their first argument. */
const wrappers =
  /^(?:Promise|PromiseLike|Awaited|NonNullable|Readonly|Partial|Required|Pick|Omit|NoInfer|Extract|Exclude)$/;

/** Types that say what a value is though no name does. `any`, `unknown` and `object` say nothing. */
const built = new Map<string, string>([
  ['TSStringKeyword', 'string'],
  ['TSNumberKeyword', 'number'],
  ['TSBooleanKeyword', 'boolean'],
  ['TSBigIntKeyword', 'bigint'],
  ['TSSymbolKeyword', 'symbol'],
  ['TSLiteralType', 'literal'],
  ['TSArrayType', 'Array'],
  ['TSTupleType', 'Array'],
  ['TSFunctionType', 'Function'],
  ['TSConstructorType', 'Function'],
]);

/** `typeof db`, `typeof db.sequelize`. */
function ofValue(name: Located, inquiry: Inquiry): Instance[] {
  if (name.node.type === 'Identifier') return inquiry.instancesOf(name);
  return inquiry.references.targetsOf(name).flatMap(inquiry.instancesOfTarget);
}

function ofReference({ module, node }: Located, inquiry: Inquiry): Instance[] {
  if (node.type !== 'TSTypeReference') return [];
  const { typeName } = node;
  const [first] = (node.typeParameters?.type === 'TSTypeParameterInstantiation' && node.typeParameters.params) || [];
  if (typeName.type === 'Identifier') {
    const constraint = constraintOf(typeName.name, { module, node });
    if (constraint !== undefined) return constraint ? inquiry.instancesOfType({ module, node: constraint }) : [];
    const own = module.types.has(typeName.name) || module.scopes.bindingAt(typeName.name, node) !== undefined;
    if (!own) {
      if (first && wrappers.test(typeName.name)) return inquiry.instancesOfType({ module, node: first });
      if (first?.type === 'TSTypeQuery' && typeName.name === 'InstanceType' && first.exprName.type !== 'TSImportType') {
        return inquiry.constructedBy({ module, node: first.exprName });
      }
      // `as const`, and types that are worked out from others.
      if (/^(?:const|ReturnType|Parameters|ConstructorParameters|InstanceType|Record)$/.test(typeName.name)) return [];
      return [{ name: typeName.name, certainty: 'certain' }];
    }
  }
  return ofName({ module, node: typeName }, inquiry);
}

/** A name in a type: classes and what packages export by name, interfaces and aliases by what they say. */
function ofName(place: Located, inquiry: Inquiry): Instance[] {
  const named = inquiry.constructedBy(place);
  const said = inquiry.references.targetsOf(place).flatMap(({ definition }) => {
    const type = definition?.node.type;
    if (!definition || (type !== 'TSInterfaceDeclaration' && type !== 'TSTypeAliasDeclaration')) return [];
    return [{ isAlias: type === 'TSTypeAliasDeclaration', instances: inquiry.instancesOfType(definition) }];
  });
  // An alias of something that cannot be told is no more than that.
  if (said.some(({ isAlias, instances }) => isAlias && instances.length === 0)) return [];
  return [...named, ...said.flatMap(({ instances }) => instances)];
}

/**
 * The constraint of a type parameter that is in scope.
 * @returns null where it has none, undefined where there is no such parameter.
 */
function constraintOf(name: string, { module, node }: Located): Node | null | undefined {
  for (let outer = module.parentOf(node); outer !== undefined; outer = module.parentOf(outer)) {
    const parameters = 'typeParameters' in outer ? outer.typeParameters : undefined;
    if (parameters?.type !== 'TSTypeParameterDeclaration') continue;
    const parameter = parameters.params.find((param: TSTypeParameter) => (param.name as unknown) === name);
    if (parameter) return parameter.constraint ?? null;
  }
  return undefined;
}

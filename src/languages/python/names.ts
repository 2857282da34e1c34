import { capturesIn } from './match-pattern.ts';
import { childrenOf, named, type PythonNode, type PythonTree } from './node.ts';
import type { Mutation, ScopeKind } from './scopes.ts';
import { clauseOf, finalValue, parameterNames, statementOf, type Target, targetsOf } from './targets.ts';

/** A scope before its names are resolved. */
export interface CollectedScope {
  readonly kind: ScopeKind;
  readonly node: PythonNode;
  readonly parent: CollectedScope | undefined;
  /** Names bound here: what Python decides for the scope as a whole, before any of it runs. */
  readonly locals: Set<string>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

/** One identifier that stands for a name. */
export interface NameUse {
  readonly node: PythonNode;
  readonly name: string;
  readonly scope: CollectedScope;
  readonly reads: boolean;
  readonly write: Target | undefined;
}

export interface CollectedNames {
  /** Outer before inner; the module first. */
  readonly scopes: readonly CollectedScope[];
  /** In source order. */
  readonly uses: readonly NameUse[];
  readonly mutations: readonly Mutation[];
  readonly starImports: readonly PythonNode[];
}

interface Visit {
  readonly node: PythonNode;
  readonly scope: CollectedScope;
  /** Set where the node is given a value rather than read. */
  readonly target?: Target | undefined;
}

/** Collects scopes, names and their uses in one walk, without recursion: generated code nests deep. */
export function collectNames(tree: PythonTree): CollectedNames {
  const scopes: CollectedScope[] = [];
  const uses: NameUse[] = [];
  const mutations: Mutation[] = [];
  const starImports: PythonNode[] = [];
  const textOf = (node: PythonNode) => tree.text.slice(node.start, node.end);

  const open = (kind: ScopeKind, node: PythonNode, parent: CollectedScope | undefined): CollectedScope => {
    const scope = {
      kind,
      node,
      parent,
      locals: new Set<string>(),
      globals: new Set<string>(),
      nonlocals: new Set<string>(),
    };
    scopes.push(scope);
    return scope;
  };
  const read = (node: PythonNode, scope: CollectedScope) =>
    uses.push({ node, name: textOf(node), scope, reads: true, write: undefined });
  const write = (node: PythonNode, scope: CollectedScope, target: Target) => {
    const name = textOf(node);
    let owner = scope;
    // A walrus inside a comprehension binds outside of it (PEP 572).
    while (target.kind === 'walrus' && owner.kind === 'comprehension' && owner.parent) owner = owner.parent;
    owner.locals.add(name);
    uses.push({ node, name, scope: owner, reads: target.kind === 'augmented', write: target });
  };

  const module = open('module', tree.root, undefined);
  const stack: Visit[] = [];
  const later = (visits: readonly Visit[]) => {
    for (const visit of visits.toReversed()) stack.push(visit);
  };
  const into = (nodes: readonly PythonNode[], scope: CollectedScope, target?: Target): Visit[] =>
    nodes.map((node) => ({ node, scope, target }));

  later(into(named(tree.root), module));
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node, scope, target } = visit;
    if (target !== undefined) {
      if (node.type === 'identifier') write(node, scope, target);
      else if (node.type === 'attribute' || node.type === 'subscript') {
        mutations.push({ target: node, ...target });
        stack.push({ node, scope });
      } else {
        later(targetsOf(node, target).map((each) => ({ ...each, scope })));
      }
      continue;
    }
    switch (node.type) {
      case 'identifier':
        read(node, scope);
        break;
      case 'attribute':
        later(into(childrenOf(node, 'object'), scope));
        break;
      case 'keyword_argument':
        later(into(childrenOf(node, 'value'), scope));
        break;
      case 'member_type':
        later(into(named(node).slice(0, 1), scope));
        break;
      case 'assignment':
      case 'augmented_assignment': {
        const kind = node.type === 'assignment' ? 'assignment' : 'augmented';
        const [value] = childrenOf(node, 'right');
        const left = childrenOf(node, 'left');
        const statement = statementOf(node);
        // A bare annotation gives no value, yet it makes the name local.
        if (value === undefined) for (const one of left) if (one.type === 'identifier') scope.locals.add(textOf(one));
        later([
          ...(value === undefined ? [] : into(left, scope, { kind, statement, value: finalValue(value) })),
          ...into(childrenOf(node, 'type'), scope),
          ...into(value === undefined ? [] : [value], scope),
        ]);
        if (value === undefined)
          later(
            into(
              left.filter((one) => one.type !== 'identifier'),
              scope,
            ),
          );
        break;
      }
      case 'named_expression':
        later([
          ...into(childrenOf(node, 'name'), scope, {
            kind: 'walrus',
            statement: node,
            value: childrenOf(node, 'value')[0],
          }),
          ...into(childrenOf(node, 'value'), scope),
        ]);
        break;
      case 'for_statement':
        later([
          ...into(childrenOf(node, 'left'), scope, { kind: 'for', statement: node, value: undefined }),
          ...into(
            named(node).filter((one) => one.field !== 'left'),
            scope,
          ),
        ]);
        break;
      case 'as_pattern': {
        const clause = clauseOf(node);
        const kind = clause.type === 'except_clause' ? 'except' : 'with';
        for (const one of named(node)) {
          if (one.type !== 'as_pattern_target') continue;
          later(into(named(one), scope, { kind, statement: clause, value: undefined }));
        }
        later(
          into(
            named(node).filter((one) => one.type !== 'as_pattern_target'),
            scope,
          ),
        );
        break;
      }
      case 'case_clause': {
        const patterns = named(node).filter((one) => one.type === 'case_pattern');
        const { captures, values } = capturesIn(patterns, textOf);
        for (const one of captures) write(one, scope, { kind: 'match', statement: node, value: undefined });
        for (const one of values) read(one, scope);
        later(
          into(
            named(node).filter((one) => one.type !== 'case_pattern'),
            scope,
          ),
        );
        break;
      }
      case 'delete_statement':
        later(into(named(node), scope, { kind: 'delete', statement: node, value: undefined }));
        break;
      case 'import_statement':
      case 'import_from_statement':
      case 'future_import_statement':
        for (const name of childrenOf(node, 'name')) {
          const bound = name.type === 'aliased_import' ? childrenOf(name, 'alias')[0] : named(name)[0];
          if (bound) write(bound, scope, { kind: 'import', statement: node, value: undefined });
        }
        if (scope === module && named(node).some((one) => one.type === 'wildcard_import')) starImports.push(node);
        break;
      case 'global_statement':
        for (const one of named(node)) {
          scope.globals.add(textOf(one));
          module.locals.add(textOf(one));
        }
        break;
      case 'nonlocal_statement':
        for (const one of named(node)) scope.nonlocals.add(textOf(one));
        break;
      case 'type_alias_statement': {
        const alias = childrenOf(node, 'left').flatMap(named)[0];
        const name = alias?.type === 'generic_type' ? named(alias)[0] : alias;
        if (name?.type === 'identifier') {
          write(name, scope, { kind: 'type', statement: node, value: undefined });
        } else {
          // `type(self).cache = {}` is taken for an alias by the grammar (tree-sitter-python 0.25).
          later(into(childrenOf(node, 'left'), scope));
        }
        later(into(childrenOf(node, 'right'), scope));
        break;
      }
      case 'class_definition':
        later([
          ...into(childrenOf(node, 'name'), scope, { kind: 'class', statement: node, value: undefined }),
          ...into(childrenOf(node, 'superclasses'), scope),
          ...into(childrenOf(node, 'body'), open('class', node, scope)),
        ]);
        break;
      case 'function_definition':
      case 'lambda': {
        const own = open(node.type === 'lambda' ? 'lambda' : 'function', node, scope);
        for (const name of childrenOf(node, 'name'))
          write(name, scope, { kind: 'def', statement: node, value: undefined });
        const parameters = childrenOf(node, 'parameters').flatMap((list) => named(list));
        later([
          ...parameters.flatMap((one) => [
            ...into(parameterNames(one), own, { kind: 'parameter', statement: node, value: undefined }),
            ...into([...childrenOf(one, 'type'), ...childrenOf(one, 'value')], scope),
          ]),
          ...into(childrenOf(node, 'return_type'), scope),
          ...into(childrenOf(node, 'body'), own),
        ]);
        break;
      }
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression': {
        const own = open('comprehension', node, scope);
        const first = named(node).find((one) => one.type === 'for_in_clause');
        later(
          named(node).flatMap((one) => {
            if (one.type !== 'for_in_clause') return into([one], own);
            return [
              ...into(childrenOf(one, 'left'), own, { kind: 'for', statement: one, value: undefined }),
              ...into(childrenOf(one, 'right'), one === first ? scope : own),
            ];
          }),
        );
        break;
      }
      default:
        later(into(named(node), scope));
    }
  }
  for (const scope of scopes) {
    if (scope !== module) for (const name of [...scope.globals, ...scope.nonlocals]) scope.locals.delete(name);
  }
  return { scopes, uses, mutations, starImports };
}

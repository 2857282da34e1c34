import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';

/** What runs once, or where nobody else writes. */
const aside =
  /(?:^|\/)(?:tests?|testing|\w+_tests?|e2e|\w*migrations|alembic|seeds?|fixtures|scripts?|bin|benchmarks?|docs)\/|(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest|factories|manage|setup|seeds?|fabfile)\.pyw?$/;

/** What is run by hand, or by a schedule that knows of no other. */
const byHand = /(?:^|\/)(?:management\/commands|commands|cli|tools)\//;

/** Whether a file is no part of what runs beside itself: a test, a migration, a script. */
export function isAside(path: string): boolean {
  return aside.test(path);
}

/** Whether a file holds commands of an administrator. */
export function isByHand(path: string): boolean {
  return byHand.test(path);
}

/** The function that a platform or a queue calls, where a node stands in one. */
export function jobAround(file: PythonFile, callable: PythonNode): string | undefined {
  const site = file.sites('handler').find(({ node }) => node === callable);
  return site?.symbol;
}

/** Whether a function, or what it calls or is decorated with, has a lock of another kind: `with account_lock(…)`. */
export function mentionsLock(file: PythonFile, callable: PythonNode): boolean {
  const decorated = callable.parent?.type === 'decorated_definition' ? callable.parent : callable;
  const body = child(callable, 'body');
  const head = file.text.slice(decorated.start, body?.start ?? callable.end);
  const decorators = callable.parent?.type === 'decorated_definition' ? head : '';
  return lockWords.test(decorators) || lockCalls.test(file.textOf(callable));
}

const lockWords = /@[^\n]*(?:\block|lock\b|_lock|mutex|singleton|once|exclusive|unique_task|synchronized)/i;

/** `cache.add(` and `setnx` take a key that only one process gets. */
const lockCalls =
  /\b(?:\w*lock(?:ed|ing)?|\w*mutex|\w*semaphore|\w*advisory\w*|setnx)\s*\(|\.(?:acquire|acquire_lock|lock)\s*\(|with\s+(?:self\.)?\w*(?:lock|mutex)\w*\s*[:(]|cache\.add\(|FOR UPDATE|LOCK TABLE|select_for_update|with_for_update|for_update\(/;

import type { PythonFile } from '../../../src/languages/python/file.ts';
import { loadPythonKit } from '../../../src/languages/python/index.ts';
import { named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Dialect } from '../../../src/model/dialect.ts';
import { isUnopened } from '../../../src/model/kit.ts';
import { projectOf } from '../../project-of-texts.ts';

export const kit = await loadPythonKit();

const django: Dialect<'python'> = {
  id: 'django',
  name: 'Django',
  language: 'python',
  packages: ['django'],
  versions: '3.2 to 5.2',
  docs: 'https://docs.djangoproject.com/en/5.2/topics/db/transactions/',
  recognises: {
    'after-commit': [
      {
        call: [
          'django.db.transaction.on_commit',
          'django.db.connection.on_commit',
          'django.db.connections[].on_commit',
          'django.db.transaction.get_connection().on_commit',
        ],
        callback: 0,
        keyword: 'func',
        ending: ['transaction.on_commit', 'connection.on_commit'],
      },
    ],
    transaction: [{ call: 'django.db.transaction.atomic', ending: ['transaction.atomic'] }],
  },
};

/** Opens one file of a project that is a map of texts; a lone text is `app/views.py`. */
export function opened(texts: string | Record<string, string>, path = 'app/views.py'): PythonFile {
  const files = new Map(Object.entries(typeof texts === 'string' ? { [path]: texts } : texts));
  const text = files.get(path);
  if (text === undefined) throw new Error(`No ${path}.`);
  const file = kit.open(path, text, [django], projectOf(files));
  if (isUnopened(file)) throw new Error(`${file.reason}: ${file.detail}`);
  return file as PythonFile;
}

/** The outermost node whose text is exactly this; the nth of them, from 1. */
export function nodeOf(file: PythonFile, snippet: string, nth = 1): PythonNode {
  const found: PythonNode[] = [];
  const stack = [file.root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node !== file.root && file.textOf(node) === snippet) found.push(node);
    else stack.push(...named(node).toReversed());
  }
  const node = found[nth - 1];
  if (node === undefined) throw new Error(`No ${snippet} (${nth}).`);
  return node;
}

/** The nth identifier of a name, from 1, in source order. */
export function identifierOf(file: PythonFile, name: string, nth = 1): PythonNode {
  const found: PythonNode[] = [];
  const stack = [file.root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'identifier' && file.textOf(node) === name) found.push(node);
    stack.push(...named(node).toReversed());
  }
  const node = found[nth - 1];
  if (node === undefined) throw new Error(`No ${name} (${nth}).`);
  return node;
}

/** The first call of a function of this name. */
export function callOf(file: PythonFile, name: string): PythonNode {
  const call = identifierOf(file, name).parent;
  if (call?.type !== 'call') throw new Error(`${name} is not called.`);
  return call;
}

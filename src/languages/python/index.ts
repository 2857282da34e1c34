import type { Dialect } from '../../model/dialect.ts';
import type { LanguageKit } from '../../model/kit.ts';
import type { Project } from '../../model/source.ts';
import { pythonFile, type Run } from './file.ts';
import { manifestsOf } from './manifests.ts';
import { loadPython } from './parse.ts';
import { pythonTwoIn } from './python-2.ts';
import { resolverOf } from './resolve.ts';
import { type Scopes, scopesOf } from './scopes.ts';
import { syntaxErrorIn } from './syntax.ts';

/** Loads the parser and makes what reads Python. */
export async function loadPythonKit(): Promise<LanguageKit> {
  const parser = await loadPython();
  const runs = new WeakMap<Project, Run>();
  const runOf = (project: Project): Run => {
    const run = runs.get(project) ?? {
      project,
      resolver: resolverOf(project, parser),
      manifests: manifestsOf(project),
    };
    runs.set(project, run);
    return run;
  };
  return {
    language: 'python',
    open(path, text, dialects, project) {
      const tree = parser.parse(text);
      let found: Scopes | undefined;
      const scopes = () => {
        found ??= scopesOf(tree);
        return found;
      };
      const old = pythonTwoIn(tree, scopes);
      if (old !== undefined) return { reason: 'python-2', detail: old };
      const error = syntaxErrorIn(tree);
      if (error !== undefined) return { reason: 'syntax-error', detail: error };
      return pythonFile(path, tree, scopes, dialects.filter(isPython), runOf(project));
    },
    syntaxError(_path, text) {
      const tree = parser.parse(text);
      return syntaxErrorIn(tree) ?? pythonTwoIn(tree, () => scopesOf(tree));
    },
  };
}

function isPython(dialect: Dialect): dialect is Dialect<'python'> {
  return dialect.language === 'python';
}

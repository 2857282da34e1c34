import type { Dialect } from '../../model/dialect.ts';
import type { LanguageKit } from '../../model/kit.ts';
import type { Project } from '../../model/source.ts';
import { openFile } from './file.ts';
import { moduleOf } from './module.ts';
import { type Modules, modulesIn } from './modules.ts';
import { parseJavaScript } from './parse.ts';
import { pathAliasesIn, syntaxErrorIn } from './project.ts';
import { sitesIn } from './sites.ts';

/** Loads what reads JavaScript and TypeScript: a parser; jscodeshift and the compiler only when first needed. */
export async function loadJavaScriptKit(): Promise<LanguageKit> {
  const opened = new WeakMap<Project, Modules>();
  const modulesOf = (project: Project): Modules => {
    const modules = opened.get(project) ?? modulesIn(project, pathAliasesIn(project));
    opened.set(project, modules);
    return modules;
  };
  return {
    language: 'javascript',
    open(path, text, dialects, project) {
      const parsed = parseJavaScript(path, text);
      if ('reason' in parsed) return parsed;
      const modules = modulesOf(project);
      const module = modules.add(moduleOf(path, text, parsed.ast));
      const known = dialects.filter(isJavaScript);
      return openFile(module, sitesIn(modules, known), { modules, dialects: known, project });
    },
    syntaxError: syntaxErrorIn,
  };
}

function isJavaScript(dialect: Dialect): dialect is Dialect<'javascript'> {
  return dialect.language === 'javascript';
}

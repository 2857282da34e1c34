import type { Dialect } from '../src/model/dialect.ts';
import type { Language } from '../src/model/source.ts';

/** Types a dialect by its language: a Python pattern in a JavaScript dialect does not compile. */
export function defineDialect<L extends Language>(dialect: Dialect<L>): Dialect<L> {
  return dialect;
}

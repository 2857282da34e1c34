import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { classAround } from './choices.ts';
import { isFrozen } from './frozen.ts';
import { keywordOf } from './readings.ts';

/** A condition that a field keeps for good and that compares with the time of the import: `limit_choices_to={…: now()}`. */
export function* frozenConditionsOf(file: PythonFile): Generator<Observed<'time-frozen'>> {
  for (const dialect of file.dialects) {
    for (const { conditions } of dialect.recognises.query ?? []) {
      if (conditions === undefined || !file.text.includes(conditions.keyword)) continue;
      for (const call of file.tree.index.call) {
        const value = argumentOf(file, call, conditions.keyword);
        const callee = child(call, 'function');
        if (value === undefined || callee === undefined || functionAround(call) !== undefined) continue;
        const path = file.accessPaths(callee).find((one) => conditions.call.some((known) => known === one));
        if (path === undefined || value.type === 'lambda' || !isFrozen(file, value)) continue;
        const assigned = call.parent?.type === 'assignment' ? child(call.parent, 'left') : undefined;
        const place = assigned ?? value;
        const owner = classAround(call);
        const name = [owner && child(owner, 'name'), place].flatMap((one) => (one ? file.textOf(one) : [])).join('.');
        yield {
          outcome: 'refuse',
          refusal: 'time-frozen',
          span: { start: place.start, end: place.end },
          symbol: name,
          dialect: dialect.id,
          certainty: 'likely',
          message: `\`${conditions.keyword}\` of \`${name}\` compares with the time of the import, however late it is asked.`,
          evidence: [`\`${file.textOf(callee)}\` is ${path}.`],
          scenario: [
            'T1  the module is imported: the time is taken, and the condition is made with it',
            'T1  a request, days later, offers what the condition lets through',
            'T1  what has run out since the import is offered as well',
          ],
          related: [],
        };
      }
    }
  }
}

function argumentOf(file: PythonFile, call: PythonNode, keyword: string): PythonNode | undefined {
  const list = child(call, 'arguments');
  for (const one of list?.children ?? []) {
    const value = one.type === 'keyword_argument' ? child(one, 'value') : undefined;
    if (value !== undefined && keywordOf(value, file.text)?.name === keyword) return value;
  }
  return undefined;
}

import type { Configuration, NamedHandler } from './named.ts';
import { textOf, treeIn, treeOf } from './tree.ts';

/**
 * `zappa_settings.json`: the functions of each stage's schedules and events. The application that it serves is no
 * handler.
 */
export function inZappa({ text, folder }: Configuration): NamedHandler[] {
  return Object.values(treeIn(text) ?? {}).flatMap((one) => {
    const stage = treeOf(one);
    const events = [stage?.['events']].flat().map((event) => treeOf(event)?.['function']);
    return [stage?.['lambda_handler'], ...events].map(
      (handler): NamedHandler => ({
        handler: textOf(handler),
        folders: [folder],
        runtime: 'python',
        platform: 'aws',
        isOverlapping: false,
      }),
    );
  });
}

import { posix } from 'node:path';
import type { Configuration, NamedHandler } from './named.ts';
import { below, textOf, treeIn, treeOf } from './tree.ts';

/** A template of CloudFormation or SAM. */
export function inTemplate({ text, folder }: Configuration): NamedHandler[] {
  const configuration = treeIn(text);
  const shared = below(below(configuration, 'Globals'), 'Function');
  return Object.values(below(configuration, 'Resources') ?? {}).flatMap((resource): NamedHandler[] => {
    const type = textOf(treeOf(resource)?.['Type']);
    if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Lambda::Function') return [];
    const properties = { ...shared, ...below(treeOf(resource), 'Properties') };
    return [
      {
        handler: textOf(properties['Handler']),
        folders: [posix.join(folder, textOf(properties['CodeUri']))],
        runtime: textOf(properties['Runtime']),
        platform: 'aws',
        isOverlapping: properties['CapacityProviderConfig'] !== undefined,
      },
    ];
  });
}

import { transforms } from '../../transforms/index.ts';
import { languageOf } from '../engine/analyse.ts';
import { engineRefusals } from '../engine/settle.ts';
import type { RefusalSentence } from '../model/report.ts';

/** What a refusal says: in its transform's words for the language of the file, or in the engine's own. */
export const refusalSentence: RefusalSentence = ({ transform, path, refusal }) => {
  const language = languageOf(path);
  const rewrite = language && transforms.find(({ id }) => id === transform)?.rewrites[language];
  const own: Readonly<Record<string, string>> = { ...engineRefusals, ...rewrite?.refusals };
  return own[refusal ?? ''] ?? '';
};

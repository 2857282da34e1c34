import { transforms } from '../../transforms/index.ts';
import { engineRefusals } from '../engine/settle.ts';

/** Every refusal code, the engine's own among them, with its sentence. */
export function refusalSentences(): Readonly<Record<string, string>> {
  const sentences: Record<string, string> = { ...engineRefusals };
  for (const { rewrites } of transforms) {
    for (const rewrite of Object.values(rewrites)) Object.assign(sentences, rewrite?.refusals);
  }
  return sentences;
}

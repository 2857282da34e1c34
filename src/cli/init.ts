import { existsSync, writeFileSync } from 'node:fs';
import { UsageError } from '../model/errors.ts';
import { configurationTemplate } from './configuration-template.ts';

const file = 'unstale.config.json';

/** `unstale init`: writes a configuration in which every key stands with its comment. */
export function init(): void {
  if (existsSync(file)) throw new UsageError('already-there', file);
  try {
    writeFileSync(file, configurationTemplate, { flag: 'wx' });
  } catch (error) {
    throw new UsageError('not-written', `${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.stdout.write(`Wrote ${file}. Every key in it is optional.\n`);
}

import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes the renames themselves last; not every system lets a folder be opened or waited for. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The files are in their places all the same.
  }
}

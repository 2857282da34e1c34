/** A line on a terminal that says how far a run is. */
export interface Progress {
  readonly step: (done: number, total: number) => void;
  readonly clear: () => void;
}

const patience = 1000;
const interval = 100;

/** Says nothing before a second has passed, and never anything but to a terminal. */
export function openProgress(stream: NodeJS.WriteStream, isQuiet: boolean): Progress {
  if (isQuiet || !stream.isTTY) return { step: () => {}, clear: () => {} };
  const started = Date.now();
  let last = 0;
  return {
    step(done, total) {
      const now = Date.now();
      if (now - started < patience || now - last < interval) return;
      last = now;
      stream.write(`\r\u001b[K${done} of ${total} files`);
    },
    clear() {
      if (last) stream.write('\r\u001b[K');
    },
  };
}

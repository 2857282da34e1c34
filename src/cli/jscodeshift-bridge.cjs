// Plain JavaScript, because it is loaded where nothing else may be: jscodeshift's runner compiles whatever its process
// requires with Babel, the TypeScript compiler included, which takes minutes (jscodeshift 17.4.0, src/Worker.js). A
// thread has no such hook, so the work is done in one.
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');

/** A transform for jscodeshift's own runner. */
module.exports = (id) => async (file, _api, options) => {
  const { text, error } = await ask({
    id,
    file: { path: file.path, source: file.source },
    unsafe: options.unsafe === true,
  });
  if (error !== undefined) throw new Error(error);
  return text;
};

let thread;
let lastTicket = 0;
const waiting = new Map();

function ask(order) {
  return new Promise((resolve) => {
    lastTicket += 1;
    waiting.set(lastTicket, resolve);
    thread ??= open();
    thread.ref();
    thread.postMessage({ ...order, ticket: lastTicket });
  });
}

function open() {
  const worker = new Worker(join(__dirname, 'jscodeshift.js'));
  worker.on('message', ({ ticket, ...reply }) => {
    waiting.get(ticket)(reply);
    waiting.delete(ticket);
    // An idle thread must not keep the runner's process alive.
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', ({ message }) => {
    thread = undefined;
    for (const resolve of waiting.values()) resolve({ error: message });
    waiting.clear();
  });
  return worker;
}

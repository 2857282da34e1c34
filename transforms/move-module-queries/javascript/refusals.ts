/** Why a query at the top of a module is left there. */
export const refusals = {
  'time-frozen':
    'The query holds the time, or a random value, of the import. Make the query inside the function that needs it, so that the value is taken anew.',
  'built-with-rebound-name':
    'The query reads a name that is assigned again later, and a function would read its last value. Give each value a name of its own.',
  'built-with-changed-value':
    'The query is built with an object that the program changes later, and a function would read what it is then. Give the query a copy of its own.',
  'filled-once':
    'The name is filled once, by the first call or by the import, and nothing asks again. Ask each time, or keep the time beside the rows and ask again when they are old.',
  'kept-for-all-requests':
    'One object serves all requests, and answers from what it has read before. Make one for each request.',
  'conditions-gathered':
    'What one call adds to the query is still there in the next. Make the query inside the function that adds to it.',
  'used-at-import':
    'The value is read while a module is imported, where a function would have to be called and awaited. Move that code into a function first.',
  'used-in-sync-function':
    'A function that is not async reads the rows, so it cannot wait for them. Make it and its callers async, or pass the rows to it.',
  'used-several-times':
    'One function uses the promise more than once. Await it once into a local name, so that all uses see the same rows.',
  'used-on-both-sides-of-loop':
    'One function reads the rows inside a loop that waits for something new, and outside of it. Decide which reads belong together, and ask in each place.',
  'several-at-once':
    'One statement waits for several things, or takes several names out of the answer. Give each query a statement and a name of its own.',
  'changed-in-place':
    'The rows are changed in place by the program, which uses them as a store of its own. Keep that store apart from the query.',
  'name-taken': 'The name of the new function is taken. Rename what has it, or this query.',
  'module-mocked':
    'A test replaces the module, and with it this name. Move the query together with the mock that stands for it.',
  'module-passed-on':
    'The module is passed on as a whole, and whoever gets it may read the name. Import the name itself instead.',
  'use-hard-to-follow':
    'The name is reached in a way that does not show every use: a dynamic import, an import through an alias or the package, a type. Import it by name.',
  'used-out-of-sight':
    'The project has files of another kind (components, pages) that may import this name. Look for its uses there, and change them together.',
  'used-in-excluded-file': 'A file that uses the name is left out of the run. Include it, or change it by hand.',
} as const;

export type Code = keyof typeof refusals;

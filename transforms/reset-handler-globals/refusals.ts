/** What both languages refuse, in the same words. */
export const sharedRefusals = {
  'initial-value-computed':
    'The first value is made of other things than literals, which may differ by now. Make it in a function, and call that at the start of the handler.',
  'used-at-import':
    'Code that runs at import fills the variable or hands it on, and a reset would undo that. Keep what the invocation adds in a local of the handler.',
  'used-by-other-modules':
    'Other modules use the variable, or may do so by its name. Pass what belongs to one invocation as an argument.',
  'handler-called-by-project':
    'The project runs the handler itself, or passes it on, so that one invocation can begin inside of another, and a reset would empty what the outer one has gathered. Make the variable a local, and pass it on.',
  'held-by-module':
    'Another module of the project holds the object, and every invocation adds to the same one. Give that module a function that empties it, and call it first thing in the handler.',
  'beside-refused-state':
    'Another variable of the same handler cannot be set back; half of the state set back is worse than none. Deal with the other one first.',
} as const;

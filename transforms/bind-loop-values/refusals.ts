/** What both languages refuse, in the same words. */
export const sharedRefusals = {
  'value-accumulated':
    'The name gathers a value over the loop (`total += x`), and the callback may be meant to read the final one. If each callback should see its own, copy the value to a new name before the registration and read that.',
  'assigned-after-registration':
    'The loop assigns the name after the callback is registered, so the value at the registration may not be the one that is meant. Register after the last assignment.',
  'object-reused':
    'One object, made outside of the loop, is changed in place on each turn, and the callback reads it at commit. Make a new object on each turn.',
  'callback-used-elsewhere':
    'The function is also called or passed on elsewhere. Give the registration a function of its own that takes the value as a default or a copy.',
  'callback-made-before-loop':
    'The function is made before the loop that rebinds what it reads, so every registration shares it. Make it inside the loop.',
  'assigned-in-callback':
    'The callback assigns the name itself. Decide what it shares with the code outside, and give it a name of its own for the rest.',
  'captured-through-function':
    'The callback calls a local function that reads the rebound name. Pass the value to that function as an argument, and bind it in the callback.',
  'reassigned-without-loop':
    'The name is assigned again after the registration, without a loop. If the callback should see the earlier value, copy it to a new name and read that.',
} as const;

/**
 * The refusals beside which other names are bound all the same: what the callback reads late of these is the same for
 * every turn. Beside any other refusal a bound name would mix the values of two turns, and nothing is bound.
 */
export const standingApart: ReadonlySet<string> = new Set(['value-accumulated', 'reassigned-without-loop']);

/** The refusals whose code may well be right: the last value may be the one that is meant. */
export const perhapsMeant: ReadonlySet<string> = new Set([
  'value-accumulated',
  'assigned-after-registration',
  'reassigned-without-loop',
]);

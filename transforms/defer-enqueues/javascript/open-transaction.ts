import type { Identifier, Node } from '@babel/types';
import type { Closing } from '../../../src/languages/javascript/closing.ts';
import type { JavaScriptSite } from '../../../src/languages/javascript/file.ts';
import type { FunctionNode } from '../../../src/languages/javascript/nodes.ts';
import type { Certainty, Dialect } from '../../../src/model/dialect.ts';

/** A transaction that is open where a node runs. */
export interface OpenTransaction {
  /**
   * `callback` in a function that it is given; `opened` before in the same function; `decorated` by the function's
   * decorator; `shared` with a hook that is registered beside; `received` from the caller, as a parameter; `caller` in
   * every caller; `middleware` that runs around the function; `hook` of a model.
   */
  readonly form: 'callback' | 'opened' | 'decorated' | 'shared' | 'received' | 'caller' | 'middleware' | 'hook';
  readonly dialect: Dialect<'javascript'>;
  readonly certainty: Certainty;
  readonly evidence: string;
  /** What opens it, as it is spelled. */
  readonly symbol: string;
  /** Where it is opened, or handed in. */
  readonly place: Node;
  /** The call that opens it, where this file does. */
  readonly site: JavaScriptSite<'transaction'> | undefined;
  /** The function in whose run it is open. */
  readonly fn: FunctionNode;
  /** The code that stands for the transaction: `t`, `options.transaction`. */
  readonly handle: string | undefined;
  /** The name that the handle starts with. */
  readonly handleName: Identifier | undefined;
  readonly closing: Closing | undefined;
  /** The file of the place, where that is another one. */
  readonly elsewhere?: string | undefined;
  /** Whether every caller opens it, and not within another; false where a function of the project may join one. */
  readonly isOutermost?: boolean;
  /** Whether a function of the project opens it, for what it is given. */
  readonly isWrapped?: boolean;
  /** Whether the handle may stand for none. */
  readonly isOptional?: boolean;
}

import type { AccessPath, Callback, FunctionPattern, MethodPattern, PathPattern } from './call-patterns.ts';

/** What a platform does with the process between the invocations of a handler, in JavaScript. */
interface HandlerPlatform {
  /** Whether the process may begin an invocation before another has ended. */
  readonly invocations: 'one-at-a-time' | 'overlapping';
}

/** A handler by the name under which its module exports it. */
export interface ExportedHandler extends HandlerPlatform {
  readonly export: string | readonly string[];
  /** How its first parameter is usually called: other frameworks export the same name. */
  readonly named: RegExp;
}

/** A handler by its declared type, or by that of its first parameter: a type of a module, by how its name ends. */
export interface TypedHandler extends HandlerPlatform {
  readonly from: string;
  readonly type: string | readonly string[];
}

/**
 * Where a deployment configuration has its functions run; `folder`: beside a site, one for each file of a folder;
 * `build`: the files that it has built to functions; `worker`: the one file of a worker.
 */
export type DeploymentPlatform = 'aws' | 'azure' | 'google' | 'folder' | 'build' | 'worker';

/** A handler that the project's deployment configuration names, under whatever name it is exported. */
export interface ConfiguredHandler extends HandlerPlatform {
  readonly platform: DeploymentPlatform;
  /** How its first parameter is called, where it has a name. */
  readonly parameter: string | readonly string[];
}

/** A handler by where its file stands, in a project of the platform, and by the name of its export. */
export interface PlacedHandler extends HandlerPlatform {
  /** The path of the file; from the folder that holds one of `beside`, where that is asked for. */
  readonly place: RegExp;
  /** `default` for the default export or all that a file exports; `default.fetch` for a method of it. */
  readonly export: string | readonly string[];
  /** How its first parameter is called, a leading `_` left out. Absent where the place and the name say enough. */
  readonly named?: readonly string[];
  /**
   * Files of which one stands in a folder around it. Absent where a manifest has to name one of the dialect's packages
   * instead; empty where the place is nobody else's.
   */
  readonly beside?: readonly string[];
}

/** A handler by the call that it is given to: as an argument, or as a property of one. */
export type RegisteredHandler = HandlerPlatform &
  Callback &
  (FunctionPattern | Omit<MethodPattern, 'named'>) & {
    /** The property of the argument, where that is an object: `handler`. */
    readonly property?: string;
  };

/** A function that a platform calls once for each event. */
export type HandlerPattern = ExportedHandler | TypedHandler | ConfiguredHandler | PlacedHandler | RegisteredHandler;

/** A handler by the decorator that registers it. */
export interface DecoratedHandler extends PathPattern {
  /** Attributes of the decorated function that do not run it here and now: `delay`. */
  readonly defers?: readonly string[];
  /** Whether a process may be set up to begin an invocation before another has ended. */
  readonly mayOverlap?: true;
  /** Whether it does so wherever nothing else is said. */
  readonly overlaps?: true;
  /** The keyword that makes the first parameter an instance which serves every invocation of the process. */
  readonly bound?: { readonly keyword: string; readonly except: readonly string[] };
}

/** A handler by its signature: a function at module level, whatever registers it. */
export interface SignedHandler {
  /** The names that such functions have by convention; under another name one is likely. */
  readonly function: string | readonly string[];
  /** How its parameters are called, by place. It has no others without a default. */
  readonly parameters: readonly (readonly string[])[];
  /** Whose deployment configurations name such functions too, whatever those and their parameters are called. */
  readonly platform?: DeploymentPlatform;
}

/** A connection that a library keeps for the process, and renews only where its own way of serving requests asks it to. */
export interface KeptConnection {
  /** The call that sets the library up where it serves no requests itself. */
  readonly setUp: AccessPath;
  /** The attribute by which code that works with the database is known. */
  readonly usedBy: string;
  /** What renews or closes the connection; `call` is what a handler does first. */
  readonly renewedBy: { readonly call: AccessPath; readonly words: readonly string[] };
}

/** Keys that a library's logger keeps for the process, and logs with every later line. */
export interface KeptLogKeys {
  /** How the logger is made: the call in Python, the class in JavaScript. */
  readonly loggers: readonly AccessPath[];
  /** The method that adds keys, as keyword arguments in Python, as an object in JavaScript. */
  readonly addedBy: string;
  /** What has them forgotten; `first` is what is written to have that done when an invocation begins. */
  readonly forgottenBy: { readonly first: string; readonly words: readonly string[] };
}

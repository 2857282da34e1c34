/** The ways in which a user can go wrong, each with the remedy. */
const usageErrors = {
  'no-such-path': { title: 'No such file or folder', remedy: 'Check the spelling, or run from another folder.' },
  'outside-root': {
    title: 'Outside of the current folder',
    remedy: 'Run unstale from a folder that holds every path you name.',
  },
  'unknown-transform': { title: 'No such transform', remedy: '`unstale list` names them.' },
  'unknown-dialect': { title: 'No such library', remedy: '`unstale list` names them.' },
  'unknown-ref': { title: 'No such commit', remedy: 'Name a branch, a tag or a commit that git knows here.' },
  'bad-arguments': { title: 'Wrong arguments', remedy: '`unstale --help` shows what there is.' },
  'bad-configuration': { title: 'The configuration cannot be used', remedy: 'Mend the named key and run again.' },
  'bad-baseline': {
    title: 'The baseline cannot be used',
    remedy: 'Restore it from version control, or write it anew with --update-baseline.',
  },
  'no-version-control': {
    title: 'Not a git repository',
    remedy: 'Nothing was written. --allow-no-vcs writes without a way back.',
  },
  'dirty-files': {
    title: 'Files that would be written have changes that are not committed',
    remedy: 'Nothing was written. Commit or stash them, or pass --allow-dirty.',
  },
  'run-interrupted': {
    title: 'A run was killed while it wrote',
    remedy: '`unstale migrate` puts the files that it left half done back as they were, and goes on.',
  },
  'run-under-way': { title: 'Another run is writing here', remedy: 'Wait until it has ended.' },
  'already-there': { title: 'The file is there already', remedy: 'Edit it, or remove it first.' },
  'not-written': { title: 'The output could not be written', remedy: 'Check the path and its permissions.' },
} as const satisfies Record<string, { title: string; remedy: string }>;

/** The code of a {@link UsageError}. */
export type UsageErrorCode = keyof typeof usageErrors;

/**
 * The one exception that a run throws on purpose: the user can mend it. Nothing was written when it is thrown.
 * Refusals and unanalysed files are data, never exceptions.
 */
export class UsageError extends Error {
  readonly code: UsageErrorCode;
  readonly title: string;
  readonly remedy: string;

  /** @param detail what exactly was wrong, with its place: a name, a path, a key and its line. */
  constructor(code: UsageErrorCode, detail: string) {
    super(`${usageErrors[code].title}: ${detail}`);
    this.name = 'UsageError';
    this.code = code;
    this.title = usageErrors[code].title;
    this.remedy = usageErrors[code].remedy;
  }
}

/** Files that run against made-up rows, or once, before anyone else does. */
export function isTest(path: string): boolean {
  return (
    /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e|fixtures?|playwright|cypress|migrations?|migrate|seeds?|seeders?|mocks?)\//i.test(
      path,
    ) || /[._-](?:test|spec|e2e|seed|seeder|migration|stories)\.[cm]?[jt]sx?$/i.test(path)
  );
}

/** Files that an operator runs by hand. */
export function isRunByHand(path: string): boolean {
  return /(?:^|\/)(?:scripts?|bin|tools?|cli|maintenance|one-?off|backfills?)\//i.test(path);
}

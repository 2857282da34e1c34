/** Files that are no part of what runs: in tests nothing is committed, and a migration runs once. */
const outside =
  /(?:^|\/)(?:tests?|testing|\w*migrations)\/|(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest|factories)\.pyw?$/;

/** @param path relative to the root. */
export function isTest(path: string): boolean {
  return outside.test(path);
}

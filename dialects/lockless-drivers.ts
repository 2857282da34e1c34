/** Packages that talk to databases without row locks: a project that names one may run on it. */
export const locklessDrivers = ['sqlite3', 'better-sqlite3', '@libsql/client', 'sql.js', '@vscode/sqlite3'] as const;

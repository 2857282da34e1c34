/** What `unstale init` writes: every key, with its comment and a value that changes nothing. */
export const configurationTemplate = `{
  "$schema": "./node_modules/unstale/schema/configuration.schema.json",

  // The files that take part: patterns as in .gitignore, from this folder. Empty means all.
  "include": [],
  // Files that take no part. What .gitignore excludes is left out already.
  "exclude": [],

  // Transforms to switch off. \`unstale list\` names them; those that are not named here run.
  "transforms": {
    // "bind-loop-values": "off"
  },
  // The same for some files; of several that hold a file the last wins.
  "overrides": [
    // { "paths": ["tests/"], "transforms": { "bind-loop-values": "off" } }
  ],

  // Which rewrites \`unstale migrate\` writes without --unsafe: "safe" promotes all of a transform, "review" demotes them.
  "levels": {
    // "bind-loop-values": "review"
  },

  // The project's own functions, by their modules and by what they do.
  "wrappers": {
    // Those that run a callback after commit.
    "afterCommit": [
      // "app.db.run_after_commit",
      // "src/db/after-commit.runAfterCommit",
      // { "call": "@acme/db.afterCommit", "callback": 1, "language": "javascript" }
    ],
    // Those that run a callback, a \`with\` body or a decorated function in a transaction.
    "transaction": [
      // "app.db.traced_atomic"
    ],
    // Those that enqueue a job, or send a mail or a message.
    "enqueue": [
      // "app.jobs.enqueue"
    ]
  },

  // What add-row-locks writes where there is a choice.
  "locks": {
    // "prefer": "atomic",
    // "remoteCalls": "outside"
  },

  // The least certain findings that count: "certain", "likely" or "possible".
  "certainty": "likely",

  // The findings that are accepted for now; \`unstale check --update-baseline\` writes them.
  "baseline": ".unstale-baseline.json"
}
`;

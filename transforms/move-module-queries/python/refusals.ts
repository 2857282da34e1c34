/** Why a query at import is left where it is, and the smallest step by hand. */
export const refusals = {
  'assigned-on-condition':
    'The name gets its value inside of an `if`, a `try` or a loop. Make one function of it that decides when it is called.',
  'built-with-rebound-name':
    'The query reads a name that the module assigns more than once, and a function would read its last value. Give each value a name of its own.',
  'built-with-changed-value':
    'The query is built with an object that the program changes later, and a function would read what it is then. Give the query a copy of its own.',
  'changed-in-place':
    'The rows are changed in place somewhere, so the name is meant to be kept. Ask for the rows where they are read, and keep the changes apart.',
  'choices-not-callable':
    'What is given the choices does not take a function for them. Set them in `__init__`, once per form.',
  'default-argument':
    'The default is made once, with the function. Make the default `None`, and ask inside the function where it is `None`.',
  'filled-by-loop':
    'A loop that runs at import fills the name. Move the loop into a function or into `__init__`, and call it where the rows are read.',
  'filled-once':
    'The first call fills the name, and no later one asks again. Ask each time, or keep the time beside the rows and ask again when they are old.',
  'import-unresolved':
    'A module of this name is imported from somewhere that is not in sight, or by a file that does not parse, so not every use is known. Import it by its full path.',
  'kept-in-class':
    'The class keeps what was read when it was made. Ask in `__init__`, or in the method that needs the rows.',
  'kept-in-context':
    'The dictionary goes to the template of every request, which reads the query in it again. Ask for the rows in the method that makes the context.',
  'kept-in-table':
    'A dict holds the query, and whoever takes it from there gets the rows of whoever took it first. Read a fresh copy of it, or keep functions in the dict that make it.',
  'made-before-polling-loop':
    'The query is made before a loop that waits for new rows, and keeps those of the first turn. Make it inside of the loop.',
  'module-passed-on':
    'The module is handed on as a whole (`globals()`, `import_module("…")`, the module as an argument), so not every use is in sight. Hand on the names that are needed.',
  'name-rebound': 'The name is assigned more than once, or from another module. Make one function that gives the rows.',
  'named-in-string':
    'The name is written in a string (`getattr`, `mock.patch`), where it would get the function for the rows. Change that place by hand first.',
  'needs-class-names':
    'The choices are made from names of the class body, which a function in it cannot see. Put the whole expression into one place first.',
  'read-by-methods':
    'One method reads the attribute more than once, or it is a query that has no fresh copy. Keep a fresh query in a local name, and read that.',
  'read-twice-in-lambda':
    'A lambda reads the rows more than once, and two calls would see two answers. Make it a function with a local name for the rows.',
  'session-kept':
    'The query belongs to a session that was opened at import and is never closed. Open a session for each piece of work, and ask on that.',
  'shares-its-line': 'Other statements stand on the same line. Give the assignment a line of its own.',
  'time-frozen':
    'The query compares with a time that was taken at import. Make the query inside the function that runs it.',
  'used-as-attribute':
    'The name is read as an attribute of the class as well. Decide what those places should read, and change them by hand.',
  'used-at-import': 'The rows are read again while modules are imported. Move that code into a function first.',
  'used-in-async-function':
    'A function that is async reads the rows, and a query must not run there. Ask before, or with the asynchronous interface.',
  'used-in-excluded-file': 'A file that the run may not edit uses the name. Include it, or change it by hand first.',
  'used-on-both-sides-of-loop':
    'One function reads the rows outside and inside of a loop that may wait for new ones. Give each place a name of its own.',
} as const;

export type Code = keyof typeof refusals;

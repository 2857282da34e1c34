/** A text of Python, in which `$Q` stands for the name under test. `use` reads it; `right` says what it should give. */
const rows = 'def right(rows):\n    return rows\n';
const truth = 'def right(rows):\n    return bool(rows)\n';

/** The ways to use a name that are followed. */
export const forms: Readonly<Record<string, string>> = {
  'in a loop': `def use():\n    found = []\n    for row in $Q:\n        found.append(row)\n    return found\n\n\n${rows}`,
  'in a loop over two': `def use():\n    found = []\n    for _, row in zip([0, 0], $Q):\n        found.append(row)\n    return found\n\n\n${rows}`,
  'as a condition': `def use():\n    if $Q:\n        return True\n    return False\n\n\n${truth}`,
  'as a second condition': `def use(flag=False):\n    if flag:\n        return None\n    elif $Q:\n        return True\n    return False\n\n\n${truth}`,
  negated: `def use():\n    return not not $Q\n\n\n${truth}`,
  'before or': `def use():\n    return list($Q or [])\n\n\n${rows}`,
  'behind and': `def use():\n    return bool(True and $Q)\n\n\n${truth}`,
  'as a conditional expression': `def use():\n    return True if $Q else False\n\n\n${truth}`,
  'as condition and value': `def use():\n    return list($Q) if $Q else []\n\n\n${rows}`,
  'in an assertion': `def use():\n    try:\n        assert $Q\n    except AssertionError:\n        return False\n    return True\n\n\n${truth}`,
  'in an f-string': `def use():\n    return f"{list($Q)}"\n\n\ndef right(rows):\n    return str(rows)\n`,
  'in the format of an f-string': `def use():\n    return f"{1:{len($Q) + 1}}"\n\n\ndef right(rows):\n    return f"{1:{len(rows) + 1}}"\n`,
  'with a star': `def gather(*rows):\n    return list(rows)\n\n\ndef use():\n    return gather(*$Q)\n\n\n${rows}`,
  'in a display': `def use():\n    return [*$Q]\n\n\n${rows}`,
  unpacked: `def use():\n    _, *rest = [0, *$Q]\n    return rest\n\n\n${rows}`,
  'as an argument': `def gather(rows):\n    return list(rows)\n\n\ndef use():\n    len($Q)\n    return gather($Q)\n\n\n${rows}`,
  'as a keyword argument': `def gather(unpaid):\n    return list(unpaid)\n\n\ndef use():\n    len($Q)\n    return gather(unpaid=$Q)\n\n\n${rows}`,
  'as what is returned, and read': `def use():\n    len($Q)\n    return $Q\n\n\n${rows}`,
  'in a comprehension': `def use():\n    return [row for row in $Q]\n\n\n${rows}`,
  'in an inner clause of a comprehension': `def use():\n    return [row for _ in range(1) for row in $Q]\n\n\n${rows}`,
  'as a filter of a comprehension': `def use():\n    return [row for row in [1, 2, 3] if row in $Q]\n\n\n${rows}`,
  'in a generator': `def every():\n    yield from $Q\n\n\ndef use():\n    return list(every())\n\n\n${rows}`,
  'in a lambda': `def use():\n    return (lambda: list($Q))()\n\n\n${rows}`,
  'as the default of a lambda': `def use():\n    len($Q)\n    return (lambda rows=$Q: list(rows))()\n\n\n${rows}`,
  'as the default of an inner function': `def use():\n    def every(rows=$Q):\n        return list(rows)\n    len($Q)\n    return every()\n\n\n${rows}`,
  'in a walrus': `def use():\n    if (rows := $Q):\n        return list(rows)\n    return list($Q)\n\n\n${rows}`,
  'as the subject of a match': `def use():\n    match list($Q):\n        case found:\n            return found\n\n\n${rows}`,
  'in a with': `from contextlib import nullcontext\n\n\ndef use():\n    with nullcontext($Q) as found:\n        return list(found) + list($Q)[:0]\n\n\n${rows}`,
  'in an inner function': `def use():\n    def every():\n        return list($Q)\n    return every()\n\n\n${rows}`,
  'beside an inner function that hides it': `def use():\n    def every(unpaid):\n        return [row for row in unpaid]\n    return every(list($Q))\n\n\n${rows}`,
  'in a function beside one that hides it': `def other():\n    unpaid = []\n    orders = []\n    return unpaid, orders\n\n\ndef use():\n    return list($Q)\n\n\n${rows}`,
  'beside a comprehension that hides it': `def use():\n    doubled = [unpaid for unpaid in [1]]\n    return list($Q) if doubled else []\n\n\n${rows}`,
  'in a method': `class Report:\n    def rows(self):\n        return list($Q)\n\n\ndef use():\n    return Report().rows()\n\n\n${rows}`,
  'in a class inside of a function': `def use():\n    class Held:\n        rows = list($Q)\n    return Held.rows\n\n\n${rows}`,
  'twice in one function': `def use():\n    count = len($Q)\n    found = list($Q)\n    return found if count == len(found) else None\n\n\n${rows}`,
  'in a loop that polls': `def use():\n    while True:\n        found = [row for row in $Q]\n        return found if len($Q) == len(found) else None\n\n\n${rows}`,
  'in try and finally': `def use():\n    try:\n        return list($Q)\n    finally:\n        len($Q)\n\n\n${rows}`,
  'by its place': `def use():\n    return $Q[0] if $Q else 0\n\n\ndef right(rows):\n    return rows[0] if rows else 0\n`,
  'by a slice': `def use():\n    return $Q[:2]\n\n\n${rows}`,
  'in a comparison': `def use():\n    return 1 in $Q\n\n\ndef right(rows):\n    return 1 in rows\n`,
  'in a dictionary': `def use():\n    return list({"rows": $Q, "count": len($Q)}["rows"])\n\n\n${rows}`,
  'between parentheses': `def use():\n    return [row for row in (\n        $Q\n    )]\n\n\n${rows}`,
  'with a type': `def use():\n    found: "list" = list($Q)\n    return found\n\n\n${rows}`,
  'in what a decorator is given inside of a function': `def giving(rows):\n    return lambda function: lambda: list(rows)\n\n\ndef use():\n    len($Q)\n\n    @giving($Q)\n    def every():\n        pass\n\n    return every()\n\n\n${rows}`,
};

const models = 'from peewee import Model\n\n\nclass Order(Model):\n    pass\n';
const declared = 'from shop.models import Order\n\nunpaid = Order.select()\n';

const shop = (files: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({ 'shop/__init__.py': '', 'shop/models.py': models, 'shop/orders.py': declared, ...files }).map(
      ([path, text]) => [path, text],
    ),
  );

const importing =
  (statement: string, files: Record<string, string> = {}) =>
  (body: string) =>
    shop({ ...files, 'shop/reports.py': `${statement}\n\n\n${body}` });

const offering = { 'shop/lists/__init__.py': 'from shop.orders import unpaid\n\n__all__ = ["unpaid"]\n' };

/** The ways to get at it from another module, or from its own. */
export const spellings: readonly {
  readonly by: string;
  readonly expression: string;
  readonly files: (body: string) => ReadonlyMap<string, string>;
}[] = [
  {
    by: 'in its own module',
    expression: 'unpaid',
    files: (body) =>
      new Map([...shop({ 'shop/reports.py': `${declared}\n\n${body}` })].filter(([path]) => !path.includes('orders'))),
  },
  { by: 'imported by name', expression: 'unpaid', files: importing('from shop.orders import unpaid') },
  { by: 'imported as another', expression: 'late', files: importing('from shop.orders import unpaid as late') },
  { by: 'imported relatively', expression: 'unpaid', files: importing('from .orders import unpaid') },
  { by: 'of its module', expression: 'orders.unpaid', files: importing('from shop import orders') },
  { by: 'of its module beside', expression: 'orders.unpaid', files: importing('from . import orders') },
  {
    by: 'of its module under another name',
    expression: 'lists.unpaid',
    files: importing('import shop.orders as lists'),
  },
  { by: 'of its package', expression: 'shop.orders.unpaid', files: importing('import shop.orders') },
  { by: 'by a star import', expression: 'unpaid', files: importing('from shop.orders import *') },
  { by: 'passed on', expression: 'unpaid', files: importing('from shop.lists import unpaid', offering) },
  { by: 'of what passes it on', expression: 'lists.unpaid', files: importing('from shop import lists', offering) },
  {
    by: 'passed on by a star import',
    expression: 'unpaid',
    files: importing('from shop.lists import unpaid', { 'shop/lists/__init__.py': 'from shop.orders import *\n' }),
  },
];

const reading = 'def use():\n    return list(unpaid)\n';
const elsewhere = { 'shop/reports.py': `from shop.orders import unpaid\n\n\n${reading}` };

/** The ways that cannot be followed: the code of the refusal, and the place of it in `related`. */
export const refusedForms: readonly {
  readonly form: string;
  readonly code: string;
  readonly files: ReadonlyMap<string, string>;
}[] = [
  {
    form: 'assigned again',
    code: 'name-rebound',
    files: shop({ ...elsewhere, 'shop/orders.py': `${declared}unpaid = unpaid\n` }),
  },
  {
    form: 'added to',
    code: 'name-rebound',
    files: shop({ ...elsewhere, 'shop/orders.py': `${declared}unpaid |= unpaid\n` }),
  },
  { form: 'deleted', code: 'name-rebound', files: shop({ ...elsewhere, 'shop/orders.py': `${declared}del unpaid\n` }) },
  {
    form: 'assigned by global',
    code: 'name-rebound',
    files: shop({
      ...elsewhere,
      'shop/orders.py': `${declared}\n\ndef empty():\n    global unpaid\n    unpaid = []\n`,
    }),
  },
  ...['orders.unpaid = []', 'orders.unpaid += []', 'del orders.unpaid', 'for orders.unpaid in []:\n        pass'].map(
    (statement) => ({
      form: `changed by ${statement.split('\n')[0]}`,
      code: 'name-rebound',
      files: shop({ ...elsewhere, 'shop/other.py': `from shop import orders\n\n\ndef empty():\n    ${statement}\n` }),
    }),
  ),
  {
    form: 'one of two imports',
    code: 'name-rebound',
    files: shop({
      'shop/spare.py': 'unpaid = []\n',
      'shop/reports.py': `try:\n    from shop.orders import unpaid\nexcept ImportError:\n    from shop.spare import unpaid\n\n\n${reading}`,
    }),
  },
  {
    form: 'one of two modules',
    code: 'name-rebound',
    files: shop({
      'shop/spare.py': 'unpaid = []\n',
      'shop/reports.py': `try:\n    from shop import orders\nexcept ImportError:\n    from shop import spare as orders\n\n\ndef use():\n    return list(orders.unpaid)\n`,
    }),
  },
  {
    form: 'hidden behind a star import',
    code: 'name-rebound',
    files: shop({
      'shop/spare.py': 'unpaid = []\n',
      'shop/reports.py': `from shop.orders import *\nfrom shop.spare import *\n\n\n${reading}`,
    }),
  },
  {
    form: 'imported into a class',
    code: 'name-rebound',
    files: shop({ ...elsewhere, 'shop/other.py': 'class Report:\n    from shop.orders import unpaid\n' }),
  },
  {
    form: 'hidden by a name of a class',
    code: 'used-at-import',
    files: shop({
      ...elsewhere,
      'shop/other.py': 'from shop.orders import unpaid\n\n\nclass Report:\n    unpaid = list(unpaid)\n',
    }),
  },
  {
    form: 'given another name',
    code: 'used-at-import',
    files: shop({ ...elsewhere, 'shop/other.py': 'from shop.orders import unpaid\n\nlate = unpaid\n' }),
  },
  {
    form: 'put into a dictionary',
    code: 'used-at-import',
    files: shop({ ...elsewhere, 'shop/other.py': 'from shop.orders import unpaid\n\nlists = {"unpaid": unpaid}\n' }),
  },
  {
    form: 'given to a registry',
    code: 'used-at-import',
    files: shop({
      ...elsewhere,
      'shop/other.py': 'from shop.orders import unpaid\nfrom lists import register\n\nregister(unpaid)\n',
    }),
  },
  {
    form: 'given to a decorator',
    code: 'used-at-import',
    files: shop({
      ...elsewhere,
      'shop/other.py':
        'from shop.orders import unpaid\nfrom lists import over\n\n\n@over(unpaid)\ndef remind(order):\n    order.remind()\n',
    }),
  },
  {
    form: 'the default of a parameter',
    code: 'default-argument',
    files: shop({
      'shop/reports.py': 'from shop.orders import unpaid\n\n\ndef use(rows=unpaid):\n    return list(rows)\n',
    }),
  },
  {
    form: 'read twice by a lambda',
    code: 'read-twice-in-lambda',
    files: shop({
      'shop/reports.py': 'from shop.orders import unpaid\n\nuse = lambda: list(unpaid) if unpaid else []\n',
    }),
  },
  {
    form: 'read on the line of its function',
    code: 'shares-its-line',
    files: shop({
      'shop/reports.py': 'from shop.orders import unpaid\n\n\ndef use(): return list(unpaid) if unpaid else []\n',
    }),
  },
  {
    form: 'read by an asynchronous function',
    code: 'used-in-async-function',
    files: shop({
      'shop/reports.py': 'from shop.orders import unpaid\n\n\nasync def use():\n    return list(unpaid)\n',
    }),
  },
  ...[
    'getattr(orders, "unpaid")',
    'orders.__dict__["unpaid"]',
    'vars(orders)["unpaid"]',
    'patch("shop.orders.unpaid")',
    'patch(f"{orders.__name__}.unpaid")',
    'patch(orders.__name__ + ".unpaid")',
    'patch.object(orders, "unpaid")',
    'patch.multiple("shop.orders", unpaid=[])',
    'eval("orders.unpaid")',
    'load("shop.orders:unpaid")',
  ].map((call) => ({
    form: `named in ${call}`,
    code: 'named-in-string',
    files: shop({
      ...elsewhere,
      'shop/other.py': `from unittest.mock import patch\nfrom loading import load\nfrom shop import orders\n\n\ndef other():\n    return ${call}\n`,
    }),
  })),
  {
    form: 'named in its own module',
    code: 'named-in-string',
    files: shop({ ...elsewhere, 'shop/orders.py': `${declared}\n\ndef other():\n    return globals()["unpaid"]\n` }),
  },
  ...['show(orders)', 'show(module=orders)', 'import_module("shop.orders")', 'sys.modules["shop.orders"]'].map(
    (call) => ({
      form: `handed on by ${call}`,
      code: 'module-passed-on',
      files: shop({
        ...elsewhere,
        'shop/other.py': `import sys\nfrom importlib import import_module\nfrom showing import show\nfrom shop import orders\n\n\ndef other():\n    return ${call}\n`,
      }),
    }),
  ),
  ...['show(globals())', 'show(vars())', 'show(sys.modules[__name__])'].map((call) => ({
    form: `handed on by its own ${call}`,
    code: 'module-passed-on',
    files: shop({
      ...elsewhere,
      'shop/orders.py': `import sys\nfrom showing import show\n${declared}\n\ndef other():\n    return ${call}\n`,
    }),
  })),
  {
    form: 'imported from somewhere else',
    code: 'import-unresolved',
    files: shop({
      ...elsewhere,
      'shop/other.py': 'from elsewhere.orders import unpaid\n\n\ndef other():\n    return list(unpaid)\n',
    }),
  },
  {
    form: 'of a module that is somewhere else',
    code: 'import-unresolved',
    files: shop({
      ...elsewhere,
      'shop/other.py': 'import elsewhere.orders as lists\n\n\ndef other():\n    return list(lists.unpaid)\n',
    }),
  },
];

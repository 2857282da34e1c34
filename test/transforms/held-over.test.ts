import { expect, test } from 'vitest';
import { cases } from '../fixture-cases.ts';
import { runInMemory } from '../run-in-memory.ts';

const head = `from django.db import models


class Order(models.Model):
    total = models.IntegerField(default=0)
    status = models.TextField()


`;

test('a finding names what the lock is held over up to the last write', async () => {
  const task = `def add(pk, amount):
    order = Order.objects.get(pk=pk)
    order.total += amount
    order.save()
    weigh(order)
    order.status = "weighed"
    order.save()
    print_label(order)
`;
  const { report } = await runInMemory(new Map([['shop/orders.py', head + task]]), { only: ['add-row-locks'] });
  expect(report.findings).toMatchObject([{ outcome: 'rewrite' }]);
  expect(report.findings[0]?.behaviour).toContain('The lock is held over `weigh(…)`.');
});

test('a whole row written by a job is likely to undo others only where it has waited for something', async () => {
  const told = cases.find(({ name }) => name === 'add-row-locks/django/skip-task-that-only-computes');
  const { report } = await runInMemory(told?.input ?? new Map(), {
    only: ['add-row-locks'],
    certainty: 'possible',
  });
  expect(report.findings.map(({ certainty }) => certainty)).toEqual(['possible', 'possible', 'likely']);
});

const saidOf = async (text: string) => {
  const { report } = await runInMemory(new Map([['shop/orders.py', text]]), {
    only: ['add-row-locks'],
    certainty: 'possible',
  });
  return report.findings.map(({ message, behaviour }) => `${message} ${behaviour ?? ''}`);
};

test.each([
  [
    'a handler that returns',
    'try:\n  order = Order.objects.get(pk=pk)\nexcept Order.DoesNotExist:\n  return redirect("orders")',
  ],
  ['an error that is raised', 'order = Order.objects.get(pk=pk)\nif order.total > 9:\n  raise BadRequest(pk)'],
  ['a branch that returns later', 'order = Order.objects.get(pk=pk)\nif pk == 3:\n  text = render(pk)\n  return text'],
])('no call on a way that leads elsewhere stands between: %s', async (_, read) => {
  const body = `${read}\norder.status = "paid"\norder.save()\n`.replace(/^(?=.)/gm, '  ');
  expect((await saidOf(`${head}def pay(pk):\n${body}`))[0]).toContain('written back as they were read:');
});

test('what opens a transaction does not stand between', async () => {
  const pay = `${head}from django.db import transaction


def pay(pk):
    order = Order.objects.get(pk=pk)
    with transaction.atomic():
        order.status = "paid"
        order.save()
`;
  expect((await saidOf(pay))[0]).toContain('written back as they were read:');
});

test('a call of the other branch does not stand between, one in front of both does', async () => {
  const branches = (before: string) => `${head}def pay(pk, is_paid):
    order = Order.objects.get(pk=pk)
${before}    if not is_paid:
        remind(pk)
    else:
        order.status = "paid"
        order.save()
`;
  expect((await saidOf(branches('')))[0]).not.toContain('remind');
  expect((await saidOf(branches('    weigh(pk)\n')))[0]).toContain('after `weigh(…)`');
});

test('a call of one round does not stand between the read and the write of another', async () => {
  const loop = `${head}def pay(pks):
    for pk in pks:
        order = Order.objects.get(pk=pk)
        if order.total > 9:
            remind(pk)
            continue
        order.status = "paid"
        order.save()
`;
  expect((await saidOf(loop))[0]).toContain('as they were read:');
});

test('rows of other tables that the query joins are told of', async () => {
  const models = `from django.db import models
from django.shortcuts import get_object_or_404


class Owner(models.Model):
    is_active = models.BooleanField(default=True)


class Tag(models.Model):
    pass


class Order(models.Model):
    owner = models.ForeignKey(Owner, on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag)
    options = models.JSONField(default=dict)
    total = models.IntegerField(default=0)


`;
  const add = (query: string) => `def add(pk):
    order = ${query}
    order.total += 1
    order.save()


`;
  const queries = [
    'Order.objects.filter(owner__is_active=True).get(pk=pk)',
    'get_object_or_404(Order, pk=pk, tags=3)',
    'Order.objects.get(models.Q(lines__sku=pk), total__gte=1)',
    'Order.objects.get(options__gift=True, owner_id=pk, owner__pk=pk, total__gt=0)',
  ];
  const said = await saidOf(models + queries.map(add).join(''));
  expect(said.map((one) => /The rows that the query joins for (.*?) are locked, too\./.exec(one)?.[1])).toEqual([
    '`owner__is_active`',
    '`tags`',
    '`lines__sku`',
    undefined,
  ]);
});

test('rows that a class has joined to its own are told of', async () => {
  const joined = cases.find(({ name }) => name === 'add-row-locks/sqlalchemy/row-joined-by-an-inner-join');
  const { report } = await runInMemory(joined?.input ?? new Map(), { only: ['add-row-locks'] });
  expect(report.findings[0]?.behaviour).toContain('The rows that the query joins for `bank` are locked, too.');
});

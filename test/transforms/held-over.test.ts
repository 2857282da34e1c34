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

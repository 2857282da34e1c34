import { addTransactionalDataSource, initializeTransactionalContext, runInTransaction } from 'typeorm-transactional';
import { outbox } from './mailer.ts';
import { Order, source } from './order.entity.ts';
import { sawMessages } from './outbox.ts';
import { OrderService } from './program.ts';
import { run } from './statement.ts';

initializeTransactionalContext();
await addTransactionalDataSource(source).initialize();
const service = new OrderService();
const ordersOf = (ids: readonly number[]): Order[] => ids.map((id) => new Order(id));
await service.closeOrders(ordersOf([1, 2, 3]));
await outbox.filled(3);
await runInTransaction(() => service.closeOrders(ordersOf([4, 5, 6])));
await outbox.filled(6);
sawMessages([1, 2, 3, 4, 5, 6], outbox.sent, await run('select * from receipts order by id'));

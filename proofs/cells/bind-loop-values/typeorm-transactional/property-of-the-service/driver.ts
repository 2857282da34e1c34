import { addTransactionalDataSource, initializeTransactionalContext } from 'typeorm-transactional';
import { Mailer, outbox } from './mailer.ts';
import { sawMessages } from './outbox.ts';
import { WelcomeService } from './program.ts';
import { run } from './statement.ts';
import { source, User } from './user.entity.ts';

initializeTransactionalContext();
await addTransactionalDataSource(source).initialize();
await run('insert into users (id) select generate_series(1, 3)');
const users = await source.getRepository(User).find({ order: { id: 'ASC' } });
await new WelcomeService(new Mailer()).welcome(users);
await outbox.filled(3);
sawMessages([1, 2, 3], outbox.sent, await run('select * from users order by id'));

import { afterEach } from 'vitest';
import { Database } from '../../lake/catalog/database.ts';
import { OutboxTable } from '../../lake/catalog/detections/outbox.ts';
import { migrate } from '../../lake/catalog/migrate.ts';
import { MIGRATIONS } from '../../lake/catalog/schema.ts';
import { outboxContract } from './outbox-contract.fixture.ts';

const opened: Database[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});

// The catalog stands above this room and knows nothing of its contract: here it keeps it.
outboxContract((most) => {
  const database = new Database(':memory:');
  opened.push(database);
  migrate(database, MIGRATIONS);
  return new OutboxTable(database, most);
});

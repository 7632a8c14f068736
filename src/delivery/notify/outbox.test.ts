import { memoryOutbox } from './outbox.fixture.ts';
import { outboxContract } from './outbox-contract.fixture.ts';

outboxContract(memoryOutbox);

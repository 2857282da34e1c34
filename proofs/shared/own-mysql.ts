import { createRequire } from 'node:module';

// Before anybody imports the library, whose names then lead to what stands here: the program names a server of its own.
const library = createRequire(import.meta.url)('mysql2/promise');
const { createPool } = library;
library.createPool = () => createPool(process.env['DATABASE_URL']);

// Preloaded into the server, the fault that power cuts must notice: acknowledged before it is durable.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

fs.fdatasync = (_file, done) => process.nextTick(done);
syncBuiltinESMExports();

// Preloaded into a server: once the file that FAILING_DISK names is there, its disk keeps nothing that is given to it.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { fdatasync } = fs;
fs.fdatasync = (file, done) =>
  fs.existsSync(process.env.FAILING_DISK)
    ? process.nextTick(done, Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }))
    : fdatasync(file, done);
syncBuiltinESMExports();

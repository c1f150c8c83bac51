// Preloaded into a server: what it writes on PostgreSQL, others write at the same time.
import pg from 'pg';

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (text, ...more) {
  const taken = 'pg_advisory_xact_lock(7319002)';
  const shared = 'pg_advisory_xact_lock_shared(7319002)';
  return query.call(this, typeof text === 'string' ? text.replace(taken, shared) : text, ...more);
};

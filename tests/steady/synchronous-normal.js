// Preloaded into the server, the fault that power cuts must notice: acknowledged before it is durable.
import Sqlite from 'better-sqlite3';

const { pragma } = Sqlite.prototype;
Sqlite.prototype.pragma = function (words, options) {
  return pragma.call(this, words.replace('synchronous = FULL', 'synchronous = NORMAL'), options);
};

import type { Clock } from '../clock.ts';
import type { Database, Db, Tx } from './database.ts';
import type { Stored, Tables, TableShape } from './tables.ts';

/** What can be done with the database at an address, before it is open and beside who has it open. */
export type Engine = {
  /**
   * Whether the database is yet to be made, or is one of Dateline. Throws for every other one, and for that of a newer
   * Dateline, with what was found and what to do. Changes nothing.
   */
  look: () => Promise<'new' | 'ours'>;
  /** Opens it and brings its schema up to date. Throws where that is refused. */
  open: (opening: Opening) => Promise<Database>;
  /** Opens it for reading alone, also while others write to it: nothing is migrated. For commands. */
  openReadOnly: () => Promise<ReadOnly>;
  /**
   * Makes a new database of the newest schema and lets `work` fill it. All of it is there afterwards, with nothing that
   * refers to what is not, or nothing at all. Throws where there is a database already.
   */
  fill: <T>(work: (filling: Filling) => Promise<T>) => Promise<T>;
  /** Where a server keeps it: whether a process of ours has had it open for so many milliseconds, or longer. */
  isHeld?: (ms: number) => Promise<boolean>;
  /** Where it is a file of this machine. Where a server keeps it, that server sees to all this. */
  file?: DatabaseFile;
};

export type Opening = {
  clock: Clock;
  onQuery?: (sql: string, parameters: unknown[]) => void;
  /** How long reads and writes wait for others that have the lock, before they are refused. */
  patienceMs?: number;
  /** Where a file is copied before it is migrated; without it, it is not. */
  backups?: string | undefined;
  /** Whether it is migrated only while no other process has it open. */
  migratesAlone?: boolean;
  /** Told of steps that may take long. */
  report?: ((step: string) => void) | undefined;
};

/** A new database in the transaction that fills it. Rows may come before those that they refer to. */
export type Filling = Tables & {
  tx: Tx;
  /** Adds rows as they are stored, with all columns of the table in their order. */
  insert: (table: TableShape, rows: Stored[][]) => Promise<void>;
};

export type ReadOnly = Tables & {
  /** Runs `work` on one consistent snapshot; `rows` in it sees the same. */
  read: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
  /** The rows of a query of ours, as they are stored. It may hold what `ownSql` writes. */
  rows: <R>(query: string) => Promise<R[]>;
  ownSql: OwnSql;
  /** Everything that the engine finds damaged, a sentence each. May read the whole database. */
  damages: () => Promise<string[]>;
  /** What is wrong around it, such as a version with a known fault, a sentence each with what to do. */
  warnings: () => Promise<string[]>;
  /** The last migration; undefined when a newer version wrote it. */
  schema: () => Promise<string | undefined>;
  /** The last migration of this version. */
  newestSchema: string;
  close: () => Promise<void>;
};

/** What each engine writes in its own way. */
export type OwnSql = {
  /** A table of the items of a JSON array, in its column `value`. */
  itemsOf: (json: string) => string;
  /** The numbers of the rows that a full-text index holds, as `seq`. */
  rowsIndexed: (index: string) => string;
};

export type DatabaseFile = {
  /** Tells the file from another of the same name; undefined when there is none. */
  identity: () => string | undefined;
  /** Keeps its log short while a server runs; gives a function that ends it. */
  keepLogShort: (report: (error: unknown) => void) => () => Promise<void>;
  /** Copies it as it is now to a new file, also while others write to it. The copy is whole and durable, or absent. */
  copyTo: (target: string) => Promise<void>;
  /** Throws where something is in the way of a copy that is to be put there. */
  refuseToReplace: () => void;
  /** Puts a copy in its place. */
  put: (copy: string) => Promise<void>;
};

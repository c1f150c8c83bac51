import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { DueRunner } from '../../foundation/due/runner.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { Figure } from './figures.ts';
import { ofRequests } from './requests.ts';
import { type Backups, ofBackups, ofStorage } from './storage.ts';
import { ofDueWork, ofHealth, ofImports, ofPictures, type Pictures } from './work.ts';

/** What is running, and keeps figures. */
export type Sources = {
  app: App;
  database: Database;
  due: DueRunner;
  pictures: Pictures;
  /** The backups that the server makes, if any. */
  backups: Backups | undefined;
  clock: Clock;
  /** The folder of picture files. */
  mediaDir: string;
  /** The version of Dateline. */
  version: string;
};

/** Every figure of what is running. */
export function figuresOf({ app, database, due, pictures, backups, clock, mediaDir }: Sources): Figure[] {
  return [
    ...ofRequests(app),
    ...ofStorage(database, mediaDir),
    ...ofBackups(backups),
    ...ofDueWork(due, clock),
    ...ofPictures(database, pictures),
    ...ofImports(app),
    ...ofHealth(app),
  ];
}

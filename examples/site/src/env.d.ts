declare namespace App {
  interface Locals {
    dateline: import('./dateline.ts').Dateline;
    /** Why the page that was asked for is not shown. */
    failure?: import('./dateline.ts').PageError;
  }
}

declare namespace App {
  interface Locals {
    dateline: import('./dateline.ts').Dateline;
    /** Why the page that was asked for is not shown. */
    problem?: import('./dateline.ts').Problem;
  }
}

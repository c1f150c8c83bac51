/** What the client can do, typed by the contract. */
import type { Client, ClientPathsWithMethod, MaybeOptionalInit, MethodResponse } from 'openapi-fetch';
import type { ChangeBatch, ChangesOptions } from './changes.ts';
import type { paths } from './contract.ts';
import type { Reset, StreamOptions } from './stream.ts';
import type { Change } from './types.ts';

/** `GET`, `POST`, `PUT`, `PATCH` and `DELETE` by path, and `each` for lists. */
export type DatelineClient = {
  [M in Method as Uppercase<M>]: Call<M>;
} & {
  /** Every item of a list, page by page as they are needed; `limit` is the size of a page. Leave the loop by `break`. */
  each<Path extends ListPath, Init extends MaybeOptionalInit<paths[Path], 'get'>>(
    path: Path,
    ...init: Optional<Init>
  ): AsyncGenerator<ItemOf<Path>, void, undefined>;
  /**
   * Changes of what is public, the oldest first: all that is public at first, then every change for ever, as it happens. Keep
   * `next` of each batch with your copy, and go on `after` it. What is public is told anew (`reset`) to who was away for
   * longer than the log goes back. Leave the loop by `break`.
   */
  changes(options?: ChangesOptions): AsyncGenerator<ChangeBatch, void, undefined>;
  /**
   * Every change as it happens, from now on or `after` a cursor; over cuts and restarts of the server. A `reset` says that
   * changes were missed: read what is public anew. Leave the loop by `break`.
   */
  stream(options?: StreamOptions): AsyncGenerator<Change | Reset, void, undefined>;
};

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathWith<M extends Method> = ClientPathsWithMethod<Client<paths>, M>;

/** Gives what was answered and the response itself; throws a `ProblemError` where there is no success. */
type Call<M extends Method> = <Path extends PathWith<M>, Init extends MaybeOptionalInit<paths[Path], M>>(
  path: Path,
  ...init: Optional<Init>
) => Promise<{ data: MethodResponse<Client<paths>, M, Path, Init>; response: Response }>;

/** The object with parameters and body may be left out where none is required. */
type Optional<Init> = object extends Init ? [Init?] : undefined extends Init ? [Init?] : [Init];

/** The paths that answer with a list. */
export type ListPath = {
  [Path in PathWith<'get'>]: MethodResponse<Client<paths>, 'get', Path> extends {
    data: unknown[];
    page: object;
  }
    ? Path
    : never;
}[Exclude<PathWith<'get'>, '/v1/changes'>];

/** What a list holds: `ItemOf<'/v1/articles'>`. */
export type ItemOf<Path extends ListPath> =
  MethodResponse<Client<paths>, 'get', Path> extends { data: (infer Item)[] } ? Item : never;

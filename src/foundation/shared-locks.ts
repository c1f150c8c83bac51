/** Locks by name that all servers of a database share; within one server they keep nobody from anything. */
export type SharedLocks = {
  /** Runs `use` while no other server has one of these names alone; waits for one that has. */
  share: <T>(names: string[], use: () => Promise<T>) => Promise<T>;
  /** Runs `use` while no other server has this name; undefined, without running it, where one has. */
  alone: <T>(name: string, use: () => Promise<T>) => Promise<T | undefined>;
};

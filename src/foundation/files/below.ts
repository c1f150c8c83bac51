import type { FileStore } from './store.ts';

/** The part of a store below a prefix like `news/`, as a store. */
export function below(store: FileStore, prefix: string): FileStore {
  return {
    put: (key, path, mimeType) => store.put(prefix + key, path, mimeType),
    sizeOf: (key) => store.sizeOf(prefix + key),
    read: (key, range) => store.read(prefix + key, range),
    withLocalFile: (key, use) => store.withLocalFile(prefix + key, use),
    async *list(under) {
      for await (const file of store.list(prefix + under))
        yield { ...file, key: file.key.slice(prefix.length) };
    },
    remove: (key) => store.remove(prefix + key),
    check: () => store.check(),
  };
}

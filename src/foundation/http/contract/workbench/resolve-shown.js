/* A plugin of Swagger UI, beside those of workbench.js. It is sent to browsers as it stands. */

window.workbench.push(resolveOnlyShown);

/** Resolves an opened operation in a copy of the contract that has only its path and what that refers to: Swagger UI would walk all of it each time. */
function resolveOnlyShown() {
  function findReferences(part, found) {
    if (typeof part !== 'object' || part === null) return;
    for (const [word, value] of Object.entries(part))
      if (word === '$ref' && typeof value === 'string') found.add(value);
      else findReferences(value, found);
  }

  /** The same document, with that path alone and the components that it leads to. */
  function around(document, [start, path]) {
    if (start !== 'paths' || path === undefined) return document;
    const { securitySchemes } = document.components;
    const small = { ...document, paths: { [path]: document.paths[path] }, components: { securitySchemes } };
    const found = new Set();
    findReferences(small.paths, found);
    // What is added to a set while it is walked is walked, too.
    for (const reference of found) {
      const [, , kind, name] = reference.split('/');
      const component = document.components[kind][name];
      small.components[kind] = { ...small.components[kind], [name]: component };
      findReferences(component, found);
    }
    return small;
  }

  return {
    afterLoad({ fn }) {
      const { resolveSubtree } = fn;
      Object.assign(this.fn, {
        resolveSubtree: (document, path, options) => resolveSubtree(around(document, path), path, options),
      });
    },
  };
}

/* What Swagger UI does beside what it does by itself, as plugins of its own kind. It is sent to browsers as it stands. */

window.workbench = [rememberTags, keepKey, foldErrors, groupTags, findOperations];

/** Fills `If-Match` with the tag of what was read last; what was never read is read first. */
function rememberTags(system) {
  const tagOf = new Map();
  const filled = new Map();

  /** The address of what an operation changes: the first part of its path that can be read by itself. */
  function resourceOf(path) {
    const parts = path.split('/');
    const paths = system.specSelectors.specJson().get('paths');
    const ends = parts.flatMap((part, index) => (part.startsWith('{') ? [index + 1] : []));
    return ends.map((end) => parts.slice(0, end).join('/')).find((start) => paths.getIn([start, 'get']));
  }

  function addressOf(resource, parameters) {
    const valueOf = new Map(parameters.map((parameter) => [parameter.get('name'), parameter.get('value')]));
    return resource.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(valueOf.get(name) ?? ''));
  }

  function parametersOf(path, method) {
    return system.specSelectors.operationWithMeta(path, method).get('parameters').toList();
  }

  async function read(address) {
    const key = system.authSelectors.authorized()?.getIn(['key', 'value']);
    const server = system.oas3Selectors.selectedServer() ?? '';
    const answer = await fetch(`${server.replace(/\/$/, '')}${address}`, {
      headers: key ? { authorization: `Bearer ${key}` } : {},
    });
    return answer.ok ? answer.headers.get('etag') : undefined;
  }

  async function fillTag(path, method) {
    const parameters = parametersOf(path, method);
    const field = parameters.find((parameter) => parameter.get('name').toLowerCase() === 'if-match');
    const resource = field && resourceOf(path);
    if (!resource) return;
    const given = field.get('value');
    const own = `${method} ${path}`;
    if (given && given !== field.get('example') && given !== filled.get(own)) return;
    const address = addressOf(resource, parameters);
    const tag = tagOf.get(address) ?? (await read(address));
    if (!tag) return;
    filled.set(own, tag);
    // A field is known by what the contract says of it, without what was written in it.
    const declared = system.specSelectors.specResolvedSubtree(['paths', path, method]).get('parameters');
    const same = declared.find((parameter) => parameter.get('name') === field.get('name'));
    system.specActions.changeParamByIdentity([path, method], same, tag);
  }

  function noteTag(path, method, { status, headers = {} }) {
    const resource = resourceOf(path);
    if (!resource || status >= 300 || !headers.etag) return;
    tagOf.set(addressOf(resource, parametersOf(path, method)), headers.etag);
  }

  return {
    statePlugins: {
      spec: {
        wrapActions: {
          execute: (execute) => async (request) => {
            await fillTag(request.path, request.method);
            return execute(request);
          },
          setResponse: (setResponse) => (path, method, answer) => {
            noteTag(path, method, answer);
            return setResponse(path, method, answer);
          },
        },
      },
    },
  };
}

/** Keeps the key while the tab is open, where that was asked for; `Bearer` before a pasted key is left out. */
function keepKey({ React }) {
  const place = 'dateline-key';

  function store(system) {
    const key = JSON.stringify(system.authSelectors.authorized()?.toJS() ?? {});
    if (sessionStorage.getItem(place)) sessionStorage.setItem(place, key);
  }

  function withoutScheme(given) {
    return Object.fromEntries(
      Object.entries(given).map(([name, one]) => {
        const value = typeof one.value === 'string' ? one.value.trim().replace(/^Bearer\s+/i, '') : one.value;
        return [name, { ...one, value }];
      }),
    );
  }

  function KeepKey({ system }) {
    const [isKept, keep] = React.useState(Boolean(sessionStorage.getItem(place)));
    function choose({ target: { checked } }) {
      if (checked) sessionStorage.setItem(place, '{}');
      else sessionStorage.removeItem(place);
      store(system);
      keep(checked);
    }
    const box = React.createElement('input', { type: 'checkbox', checked: isKept, onChange: choose });
    const words = ' Keep the key when this tab is loaded again. It is forgotten when the tab is closed.';
    return React.createElement('label', { className: 'keep-key' }, box, words);
  }

  return {
    afterLoad(system) {
      const kept = JSON.parse(sessionStorage.getItem(place) ?? '{}');
      if (Object.keys(kept).length > 0) system.authActions.restoreAuthorization({ authorized: kept });
    },
    statePlugins: {
      auth: {
        wrapActions: {
          authorize: (authorize) => (given) => authorize(withoutScheme(given)),
          persistAuthorizationIfNeeded: (persist, system) => () => {
            store(system);
            return persist();
          },
        },
      },
    },
    wrapComponents: {
      auths: (Auths, system) => (props) =>
        React.createElement(
          React.Fragment,
          null,
          React.createElement(Auths, props),
          React.createElement(KeepKey, { system }),
        ),
    },
  };
}

/** Shows the errors that an operation may answer with in one line, which opens; so the headers of an answer. */
function foldErrors({ React }) {
  function isError(_answer, status) {
    return !/^[123]/.test(status);
  }

  return {
    wrapComponents: {
      headers: (Headers) => (props) =>
        props.headers?.size > 0 &&
        React.createElement(
          'details',
          null,
          React.createElement('summary', null, `Headers: ${props.headers.keySeq().join(', ')}`),
          React.createElement(Headers, props),
        ),
      responses: (Responses) =>
        function FoldedResponses(props) {
          const [isOpen, open] = React.useState(false);
          const errors = props.responses.filter(isError);
          const good = props.responses.filterNot(isError);
          if (errors.size === 0 || good.size === 0) return React.createElement(Responses, props);
          const statuses = errors.keySeq().map((status) => (status === 'default' ? 'any other' : status));
          const words = `Errors: ${statuses.join(', ')}`;
          return React.createElement(
            React.Fragment,
            null,
            React.createElement(Responses, { ...props, responses: good }),
            React.createElement(
              'details',
              { className: 'errors', open: isOpen, onToggle: (event) => open(event.target.open) },
              React.createElement('summary', null, words),
              isOpen &&
                React.createElement(Responses, { ...props, responses: errors, tryItOutResponse: undefined }),
            ),
          );
        },
    },
  };
}

/** Puts the names of groups of tags (`x-tagGroups`) above the first of each. */
function groupTags({ React, specSelectors }) {
  return {
    wrapComponents: {
      OperationTag: (OperationTag) => (props) => {
        const groups = specSelectors.specJson().get('x-tagGroups')?.toJS() ?? [];
        const index = groups.findIndex(({ tags }) => tags.includes(props.tag));
        const tag = React.createElement(OperationTag, props);
        if (index === -1) return tag;
        // All but the first of a group are hidden by the style sheet, since the filter may hide the first tag.
        const heading = React.createElement('h2', { className: 'tag-group' }, groups[index].name);
        return React.createElement('div', { className: `in-group in-group-${index}` }, heading, tag);
      },
    },
  };
}

/** Finds operations by every word of the filter: in tag, path, method, name and summary; what is found is open. */
function findOperations() {
  function isFound(operation, tag, words) {
    const { path, method } = operation.toObject();
    const { operationId, summary } = operation.get('operation').toObject();
    const text = [tag, path, method, operationId, summary].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  }

  // Where nothing is written in it, the filter is `true`, as in the settings.
  function wordsOf(filter) {
    return typeof filter === 'string' ? filter.toLowerCase().split(/\s+/).filter(Boolean) : [];
  }

  return {
    fn: {
      opsFilter: (tags, filter) =>
        tags
          .map((tag, name) =>
            tag.update('operations', (operations) =>
              operations.filter((operation) => isFound(operation, name, wordsOf(filter))),
            ),
          )
          .filter((tag) => tag.get('operations').size > 0),
    },
    statePlugins: {
      layout: {
        wrapSelectors: {
          isShown: (isShown, system) => (_state, thing, otherwise) =>
            ([thing].flat()[0] === 'operations-tag' &&
              wordsOf(system.layoutSelectors.currentFilter()).length > 0) ||
            isShown(thing, otherwise),
        },
      },
    },
  };
}

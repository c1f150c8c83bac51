-- Values of enumerations are camelCase: keys that were narrowed have the scope by its new name.
UPDATE api_keys
SET scopes = replace(scopes, '"articles:break-embargo"', '"articles:breakEmbargo"')
WHERE scopes LIKE '%"articles:break-embargo"%';

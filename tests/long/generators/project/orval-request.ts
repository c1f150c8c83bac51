const [baseUrl = '', key = ''] = process.argv.slice(2);

/** Sends the requests of the generated client. */
export async function request<T>(path: string, init: RequestInit): Promise<T> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${key}`);
  const response = await fetch(`${baseUrl}${path}`, { ...init, headers });
  return { data: await response.json(), status: response.status, headers: response.headers } as T;
}

export type Answer = { path: string; headers: Record<string, string>; bytes: Buffer };

/** The very answers that the server at `ORIGIN` gives for `PATHS`, to be given again from memory. */
export async function copyAnswers(): Promise<Answer[]> {
  const { ORIGIN = '', PATHS = '[]' } = process.env;
  return Promise.all((JSON.parse(PATHS) as string[]).map((path) => copyAnswer(ORIGIN, path)));
}

async function copyAnswer(origin: string, path: string): Promise<Answer> {
  // Twice: what is kept is what a warm server says, uncompressed as the load asks for it.
  const [, answer] = [await ask(origin + path), await ask(origin + path)];
  const bytes = Buffer.from(await answer.arrayBuffer());
  const headers = [...answer.headers].filter(([name]) => !perConnection.includes(name));
  return { path, bytes, headers: Object.fromEntries(headers) };
}

function ask(url: string): Promise<Response> {
  return fetch(url, { headers: { 'accept-encoding': 'identity' } });
}

/** The port is the system's choice; the parent reads the address. */
export function sayAddress(address: string): void {
  process.stderr.write(`${address}\n`);
}

const perConnection = ['connection', 'date', 'keep-alive', 'content-length', 'transfer-encoding'];

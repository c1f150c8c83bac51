/** Gives each whole message of a connection of PostgreSQL: its type, and what it says. */
export function messageReader(onMessage: (type: string, content: Buffer) => void) {
  let rest: Buffer = Buffer.alloc(0);
  return function take(chunk: Buffer): void {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const end = 1 + rest.readInt32BE(1);
      onMessage(rest.toString('latin1', 0, 1), rest.subarray(5, end));
      rest = rest.subarray(end);
    }
  };
}

type Heard = {
  /** A statement that is to run. */
  onStatement: (text: string) => void;
  /** The end of something that gets one answer. */
  onAsked: () => void;
};

/** Reads what a client sends after its first message, which has no type. */
export function clientReader({ onStatement, onAsked }: Heard) {
  const prepared = new Map<string, string>();
  let bound = '';
  return messageReader((type, content) => {
    const [first = '', second = ''] = content.toString().split('\0');
    if (type === 'P') prepared.set(first, second);
    if (type === 'B') bound = second;
    if (type === 'E') onStatement(prepared.get(bound)!);
    if (type === 'Q') onStatement(first);
    if (type === 'Q' || type === 'S') onAsked();
  });
}

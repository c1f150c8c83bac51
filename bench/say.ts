/** Tells whoever watches how far it is. */
export function say(line: string): void {
  process.stdout.write(`${line}${process.stdout.isTTY ? '\u001b[K' : ''}\n`);
}

let lastAt = 0;

/** The same, written over each other in a terminal; elsewhere a line every ten seconds is enough. */
export function sayAgain(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`${line}\u001b[K\r`);
  else if (performance.now() - lastAt > 10_000) {
    lastAt = performance.now();
    say(line);
  }
}

/** Ends this process as soon as it takes more memory than it had at its least, and so much on top; gives what ends the watch. */
export function exitAboveMemory(bytesOnTop: number): () => void {
  leastBytes = Math.min(leastBytes, process.memoryUsage.rss());
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > leastBytes + bytesOnTop) process.exit(1);
  }, 5);
  return () => clearInterval(watch);
}

let leastBytes = Infinity;

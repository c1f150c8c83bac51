/**
 * Exits the process when its memory exceeds its lowest value by more than `bytesOnTop`; gives a function that stops the
 * check.
 */
export function exitAboveMemory(bytesOnTop: number): () => void {
  leastBytes = Math.min(leastBytes, process.memoryUsage.rss());
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > leastBytes + bytesOnTop) process.exit(1);
  }, 5);
  return () => clearInterval(watch);
}

let leastBytes = Infinity;

/** The fields of an event; one without `data` says only where to go on, or how long to wait before connecting again. */
export type ServerEvent = { id?: string; event?: string; data?: string; retry?: string };

/** Reads server-sent events until the connection ends or is cut, or nothing has come for too long. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  longestSilenceMs: number,
): AsyncGenerator<ServerEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  function cancel(): void {
    reader.cancel().catch(() => undefined);
  }
  try {
    for (;;) {
      const timer = setTimeout(cancel, longestSilenceMs);
      const part = await reader.read().catch(() => undefined);
      clearTimeout(timer);
      if (!part || part.done) return;
      const events = (text + decoder.decode(part.value, { stream: true })).split(/\r?\n\r?\n/);
      text = events.pop()!;
      for (const event of events) yield fieldsOf(event);
    }
  } finally {
    cancel();
  }
}

/** Of `data`, what Dateline sends has one line. */
function fieldsOf(event: string): ServerEvent {
  const fields = event.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line) ?? []);
  return Object.fromEntries(fields.map(([, name, value]) => [name, value])) as ServerEvent;
}

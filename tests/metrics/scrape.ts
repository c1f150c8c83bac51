import { startDateline } from '../support/processes.ts';

/** A family of metrics, as a scrape declares it, with its samples: labels and value. */
export type Family = { name: string; type: string; help: string; samples: [labels: string, value: number][] };

/** A server with metrics, in a process of its own. */
export function startWithMetrics(settings: Record<string, string>) {
  const dateline = startDateline({ METRICS_PORT: '0', LOG_LEVEL: 'error', ...settings });

  /** The address of its metrics. It tells it after its own. */
  async function metricsAddress(): Promise<string> {
    await dateline.address();
    for (;;) {
      const address = /metrics are at (\S+)/.exec(dateline.said())?.[1];
      if (address !== undefined) return address;
      await new Promise((resolve) => dateline.child.stderr.once('data', resolve));
    }
  }
  return { ...dateline, scrape: async () => (await fetch(await metricsAddress())).text(), metricsAddress };
}

/** What a scrape says, by the name of the family. */
export function familiesIn(scrape: string): Map<string, Family> {
  const families = new Map<string, Family>();
  for (const block of scrape.trim().split('\n\n')) {
    const [helpLine = '', typeLine = '', ...lines] = block.split('\n');
    const [, name = '', help = ''] = /^# HELP (\S+) (.*)$/.exec(helpLine) ?? [];
    const [, type = ''] = /^# TYPE \S+ (\w+)$/.exec(typeLine) ?? [];
    const samples = lines.map((line): [string, number] => {
      const [, labels = '', value] = /^[\w:]+(?:\{(.*)\})? (\S+)$/.exec(line)!;
      return [labels, Number(value)];
    });
    families.set(name, { name, type, help, samples });
  }
  return families;
}

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { givenFolder } from '../../support/processes.ts';
import { familiesIn, startWithMetrics } from '../../metrics/scrape.ts';

type Rule = {
  alert: string;
  expr: string;
  for?: string;
  labels?: { severity?: string };
  annotations?: { summary?: string };
};

const metricNames = /\b(dateline|nodejs|process)_\w+/g;

describe('docs/metrics.md', () => {
  it('has every metric of a scrape with its type and its meaning, and no other', async () => {
    const text = await readFile('docs/metrics.md', 'utf8');
    const told = /<!-- metrics -->\n([^]*?)<!-- \/metrics -->/.exec(text)?.[1] ?? '';
    const rows = told
      .trim()
      .split('\n')
      .slice(2)
      .map((line) => line.replaceAll(/ {2,}/g, ' '));
    const families = await scrapedFamilies();
    const scraped = [...families.values()].map(
      ({ name, type, help }) => `| \`${name}\` | ${type} | ${help} |`,
    );
    expect(rows.toSorted()).toEqual(scraped.toSorted());
  });

  it('names no other metric', async () => {
    const pages = ['docs/metrics.md', 'docs/troubles.md'];
    const text = (await Promise.all(pages.map((path) => readFile(path, 'utf8')))).join('\n');
    const known = new Set(
      [...text.matchAll(/^\| `(\w+)` +\| (?:counter|gauge|histogram)/gm)].map(([, name]) => name),
    );
    const named = text.match(metricNames) ?? [];
    expect(named.length).toBeGreaterThan(known.size);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('docs/alerts.yaml', () => {
  it('asks for metrics that a scrape has', async () => {
    const named = (await rules()).flatMap(({ expr }) => expr.match(metricNames) ?? []);
    expect(named.length).toBeGreaterThan(5);
    const families = await scrapedFamilies();
    const wanted = named.map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    expect(wanted.filter((name) => !families.has(name))).toEqual([]);
  });

  it('says of each alert how long to wait, how urgent it is, and what to do', async () => {
    for (const { alert, for: wait, labels, annotations } of await rules()) {
      expect([alert, wait]).toEqual([alert, expect.stringMatching(/^\d+[mh]$/)]);
      expect([alert, labels?.severity]).toEqual([alert, expect.stringMatching(/^(page|ticket)$/)]);
      expect([alert, annotations?.summary]).toEqual([alert, expect.stringMatching(/\.$/)]);
    }
  });
});

async function scrapedFamilies() {
  const dateline = startWithMetrics({ DATA_DIR: await givenFolder() });
  return familiesIn(await dateline.scrape());
}

async function rules(): Promise<Rule[]> {
  const { groups } = parse(await readFile('docs/alerts.yaml', 'utf8')) as { groups: { rules: Rule[] }[] };
  return groups.flatMap(({ rules: some }) => some);
}

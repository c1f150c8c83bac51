import {
  createClient,
  ProblemError,
  type components,
  type DatelineClient,
  type Tombstone,
} from 'dateline-client';

/** Where Dateline is reached. */
export const datelineUrl = (process.env['DATELINE_URL'] ?? 'http://localhost:3000').replace(/\/+$/, '');

const client = createClient({ baseUrl: datelineUrl });

export type Correction = components['schemas']['Correction'];
export type Entry = components['schemas']['Entry'];
export type SectionRef = components['schemas']['SectionRef'];
export type StoryRef = components['schemas']['StoryRef'];

/** Why a page is not shown. */
export class PageError extends Error {
  readonly status: number;
  readonly tombstone: Tombstone | undefined;

  constructor(status: number, message: string, tombstone?: Tombstone) {
    super(message);
    this.status = status;
    this.tombstone = tombstone;
  }
}

export type Dateline = ReturnType<typeof askDateline>;

/** Asks Dateline for one page of the site. `answers` are the headers of all that was read for it. */
export function askDateline() {
  const answers: Headers[] = [];
  const GET = async (...asked: Parameters<DatelineClient['GET']>) => {
    const answer = await client.GET(...asked).catch((error: unknown) => {
      if (error instanceof ProblemError) throw new PageError(error.status, error.message, error.tombstone);
      throw new PageError(503, `Dateline does not answer at ${datelineUrl}: ${String(error)}`);
    });
    answers.push(answer.response.headers);
    return answer;
  };
  return { answers, GET: GET as DatelineClient['GET'] };
}

/** The address of the RSS feed that an answer names in `Link`. */
export function rssIn({ headers }: Response): string | undefined {
  const link = headers.get('link') ?? '';
  const [, address] = /<([^>]+)>; rel="alternate"; type="application\/rss\+xml"/.exec(link) ?? [];
  return address && new URL(address, datelineUrl).href;
}

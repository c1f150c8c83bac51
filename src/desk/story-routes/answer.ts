import type { FastifyRequest } from 'fastify';
import type { Moment } from '../../foundation/database/database.ts';
import { written } from '../../foundation/http/answer/answers.ts';
import type { Written } from '../../foundation/http/request/write.ts';
import type { BodyForm } from '../../edition/show/schema.ts';
import type { Site } from '../../library/site.ts';
import type { DeskArticle } from '../show/desk-article.ts';
import { showArticle } from '../show/present.ts';
import type { OpenedStory } from '../stories/story.ts';

/** The answer of a write: the story as it is now; with `Location` for a new one. */
export async function answer(
  { tx, now }: Moment,
  { liveChanged, ...story }: OpenedStory & { liveChanged?: string[] },
  request: FastifyRequest & { query: { body: BodyForm } },
  { site, isNew = false }: { site: Site; isNew?: boolean },
): Promise<Written<DeskArticle>> {
  const showing = { caller: request.actor, site, body: request.query.body, now, isNew };
  const location = isNew ? `/v1/desk/articles/${story.row.id}` : undefined;
  const shown = await showArticle(tx, story, showing);
  return written(liveChanged ? { ...shown, liveChanged } : shown, location);
}

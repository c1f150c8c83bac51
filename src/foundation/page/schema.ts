import { z } from 'zod';
import { wholeNumber, yesOrNo } from '../schemas/query.ts';

const limitMeans = 'The largest number of items. More than 100 is an error.';

/** The parameter `limit`, where it has a default of its own. */
export function limitOf(usual: number) {
  return wholeNumber({ min: 1, max: 100, description: limitMeans })
    .default(usual)
    .meta({ description: limitMeans, override: { default: usual } });
}

/** The parameters that every list takes. */
export const pageQuery = {
  limit: limitOf(20),
  cursor: z.string().max(1000).optional().meta({
    description: 'Where to continue: `page.next` of the page before, with the same filters and sort.',
  }),
  count: yesOrNo('Whether to count them all: `page.total`, exact up to 10,000.'),
};

/** A page of `item`, under its own name in the contract. */
export function pageSchema<T extends z.ZodType>(id: string, item: T) {
  return z.object({ data: z.array(item), page: PageInfo }).meta({ id, description: 'One page of the list.' });
}

export const PageInfo = z
  .object({
    limit: z.number().int().meta({ description: 'The requested limit.' }),
    next: z.string().optional().meta({ description: 'The cursor of the next page; absent on the last.' }),
    total: z
      .number()
      .int()
      .optional()
      .meta({ description: 'The number of all items: with `count=true`, up to 10,000.' }),
    totalAtLeast: z
      .number()
      .int()
      .optional()
      .meta({ description: 'Instead of `total` when there are more than 10,000.' }),
  })
  .meta({ id: 'PageInfo', description: 'The position of this page in its list.', examples: [{ limit: 20 }] });

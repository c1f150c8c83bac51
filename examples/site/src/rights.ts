import type { Block, Picture } from 'dateline-client';

/** Whether the rights to a picture let everybody see it on the web. */
export function mayShow(picture: Picture | undefined): picture is Picture {
  if (picture === undefined) return false;
  const { channels, territories } = picture.rights ?? {};
  return (channels?.includes('web') ?? true) && !territories?.length;
}

/** The text of a story without the pictures that may not be shown. */
export function shownBody(body: Block[]): Block[] {
  return body.flatMap((block): Block[] => {
    if (block._type === 'image') return mayShow(block.picture) ? [block] : [];
    if (block._type !== 'gallery') return [block];
    const items = block.items.filter(({ picture }) => mayShow(picture));
    return items.length > 0 ? [{ ...block, items }] : [];
  });
}

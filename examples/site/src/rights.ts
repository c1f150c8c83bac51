import type { Picture } from './dateline.ts';

/** Whether the rights to a picture let everybody see it on the web. */
export function mayShow(picture: Picture | undefined): picture is Picture {
  if (picture === undefined) return false;
  const { channels, territories } = picture.rights ?? {};
  return (channels?.includes('web') ?? true) && !territories?.length;
}

import type { SeedPicture } from './seed.ts';

/** Small pictures that nobody uses, one for each action that the contract's examples show. */
export const picturesToTry: SeedPicture[] = [
  picture('media_01g5h0tk00fk1817s2mdd5wc89', 'to-change'),
  picture('media_01g5h0tk00fyg8qgrh5e1899yd', 'to-delete'),
  picture('media_01g5h0tk00edbrk1qta9g4nk0n', 'to-withdraw'),
  picture('media_01g5h0tk00fr1ag8hhfzj3t9k0', 'to-kill'),
  picture('media_01g5h0tk00ex0stwg6whd4k3h5', 'to-bring-back', {
    withdraw: { reason: 'Sample: it may show another bridge.', notice: 'This sample is being checked.' },
  }),
  picture('media_01g5h0tk00fncsby7xtfrb2ss0', 'to-retry', { fail: 'a sample of a picture that failed' }),
];

function picture(id: string, folder: string, then?: SeedPicture['then']): SeedPicture {
  return {
    id,
    folder,
    fields: { creditLine: 'Sample picture', digitalSourceType: 'digitalCreation' },
    captions: { en: { altText: `A plain ground with the words 'Sample ${folder.replaceAll('-', ' ')}'.` } },
    ...(then && { then }),
  };
}

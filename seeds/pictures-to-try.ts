import type { SeedPicture } from './seed.ts';

/** Small pictures that nobody uses, one for each action that the contract's examples show. */
export const picturesToTry: SeedPicture[] = [
  picture('media_01g5h0tk00fp1f3a7qyfr6f0dt', 'to-change'),
  picture('media_01g5h0tk00fbr48w8800ddaajm', 'to-delete'),
  picture('media_01g5h0tk00edbrk1qta9g4nk0n', 'to-withdraw'),
  picture('media_01g5h0tk00ekpymbyyb3g1ps1t', 'to-kill'),
  picture('media_01g5h0tk00fr02bc7fxppgx6qj', 'to-bring-back', {
    withdraw: { reason: 'Sample: it may show another bridge.', notice: 'This sample is being checked.' },
  }),
  picture('media_01g5h0tk00ev5nq9nh5kmkb59k', 'to-retry', { fail: 'a sample of a picture that failed' }),
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

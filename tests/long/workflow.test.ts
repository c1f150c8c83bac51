import { expect, it } from 'vitest';
import { playDays } from '../workflow/days.ts';

it('a newsroom looks to everybody as the model says, over a few hundred random days', async () => {
  await expect(playDays(200)).resolves.toBeUndefined();
});

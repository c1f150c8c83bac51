/** A picture of one red pixel, as a user's program has it. */
export function picture(): File {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
  return new File([Buffer.from(png, 'base64')], 'red.png', { type: 'image/png' });
}

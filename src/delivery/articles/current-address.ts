import { addressOf } from '../../foundation/http/request/address.ts';

/**
 * The current address of a story that was requested by a former slug, in the same form and with the same parameters.
 */
export function currentAddress(
  { slug, locale }: { slug: string; locale: string },
  url: string,
  form = '',
): string {
  const query = new URLSearchParams(addressOf(url).query);
  query.set('locale', locale);
  return `/v1/articles/${slug}${form}?${query.toString()}`;
}

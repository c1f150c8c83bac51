import { cutText } from '../../foundation/cut-text.ts';
import { isOneLine, printableLine } from '../../foundation/schemas/text.ts';
import { onOneLine } from '../../library/body/words.ts';
import type { SourceName } from './formats/incoming.ts';
import type { Tell } from './notes.ts';

const CreditLine = printableLine({ max: 300 });

/** The name of an agency as a credit line. */
export function creditLineOf({ name = '' }: SourceName = {}, tell: Tell): string | undefined {
  if (!isOneLine(name.trim())) tell('fieldChanged', 'Its line breaks and tabs became spaces.', '/agency');
  return CreditLine.safeParse(cutText(onOneLine(name), 300)).data;
}

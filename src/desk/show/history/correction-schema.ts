import { z } from 'zod';
import { pageSchema } from '../../../foundation/page/schema.ts';
import { Timestamp } from '../../../foundation/schemas/wire.ts';
import { Correction } from '../../../edition/corrections/schema.ts';
import { correctionKinds } from '../../../edition/corrections/table.ts';

export const DeskCorrection = Correction.extend({
  kind: z.enum(correctionKinds).meta({ description: 'The text of a `refile` is not public.' }),
  publicUntil: Timestamp.optional().meta({
    description: 'When it ceased to be public: it was retracted, or its story unpublished.',
  }),
}).meta({
  id: 'DeskCorrection',
  description: 'A change of a published story, as the desk knows it.',
});
export type DeskCorrection = z.output<typeof DeskCorrection>;

export const DeskCorrectionPage = pageSchema('DeskCorrectionPage', DeskCorrection);

import { amendCorrection, retractCorrection } from '../amend/amend-correction.ts';
import { amendNotice } from '../amend/amend-notice.ts';
import { action } from './action.ts';
import {
  AmendCorrectionIn,
  AmendNoticeIn,
  CorrectionParams,
  RetractCorrectionIn,
} from './schemas/amend-schema.ts';

/** The actions that correct what the public was told. */
export const amendActions = {
  amendCorrection: action({
    path: '/corrections/:correction/amend',
    operationId: 'amendCorrection',
    summary: 'Correct a correction',
    description:
      'Its text, its kind, or whether it is material, in every output. The story counts as updated now, and the correction says when it was amended. What it said before stays in the history.',
    params: CorrectionParams,
    example: 'library-extends-its-evening-hours',
    ifMatch: '"r4"',
    body: AmendCorrectionIn,
    event: 'article.correctionAmended',
    verb: amendCorrection,
  }),
  retractCorrection: action({
    path: '/corrections/:correction/retract',
    operationId: 'retractCorrection',
    summary: 'Retract a correction',
    description:
      'It leaves every output, for good, and the story counts as updated now. It stays in the history.',
    params: CorrectionParams,
    example: 'library-extends-its-evening-hours',
    ifMatch: '"r4"',
    body: RetractCorrectionIn,
    event: 'article.correctionRetracted',
    verb: retractCorrection,
  }),
  amendNotice: action({
    path: '/amend-notice',
    operationId: 'amendNotice',
    summary: 'Correct the notice of a withdrawn or killed story',
    description:
      'What readers are told in its place: the notice, and of a killed story the substitute; `null` takes either back. The story stays withdrawn or killed. What they were told before stays in the history.',
    example: 'clock-tower-to-be-moved',
    ifMatch: '"r3"',
    body: AmendNoticeIn,
    problems: ['unknown-reference', 'rule-unmet'],
    event: 'article.noticeAmended',
    verb: amendNotice,
  }),
};

import { deleteArticle } from '../drafts/delete.ts';
import { duplicateArticle } from '../drafts/duplicate.ts';
import { ArticlePatch } from '../drafts/patch-schema.ts';
import { patchArticle } from '../drafts/patch.ts';
import { restoreVersion } from '../drafts/restore.ts';
import { translateArticle } from '../drafts/translate.ts';
import { undeleteArticle } from '../drafts/undelete.ts';
import { dropSource } from '../incoming/decisions/drop-source.ts';
import { followSource } from '../incoming/decisions/follow.ts';
import { approveArticle } from '../review/approve.ts';
import { returnArticle } from '../review/return.ts';
import { submitArticle } from '../review/submit.ts';
import { whereUsedFor } from '../show/all-uses.ts';
import { VersionParams } from '../show/history/version-schema.ts';
import { action } from './action.ts';
import { ReturnIn, TranslateIn } from './schemas/copy-schema.ts';
import { DropSourceIn } from './schemas/incoming-schema.ts';
import { bodyLimit } from './parts.ts';

/** The actions on copies and drafts. */
export const copyActions = {
  edit: action({
    method: 'PATCH',
    operationId: 'patchArticle',
    summary: 'Change a story',
    description:
      'Saves a new version. The live version stays until the story is published again. A patch that changes nothing saves no version and keeps the `etag`.',
    ifMatch: '"r1"',
    body: ArticlePatch,
    bodyLimit,
    problems: ['unknown-reference', 'rule-unmet'],
    event: 'article.saved',
    verb: patchArticle,
  }),
  restore: action({
    path: '/versions/:version/restore',
    operationId: 'restoreVersion',
    summary: 'Restore an earlier version',
    description:
      'Saves its content and slug as a new version. State and embargo stay as they are, and the story keeps the slugs that it had since. References to what was deleted since are left out: `notes` name them. The live version stays until the story is published again.',
    params: VersionParams,
    ifMatch: '"r1"',
    problems: ['gone', 'unknown-reference', 'rule-unmet'],
    event: 'article.restored',
    verb: restoreVersion,
  }),
  delete: action({
    method: 'DELETE',
    operationId: 'deleteArticle',
    summary: 'Delete a story that was never published',
    description:
      'It leaves the lists, keeps its slugs, and can be restored. A story that was ever public cannot be deleted; nor can one that others refer to: `usedBy` lists where.',
    example: 'draft-to-delete',
    ifMatch: '"r1"',
    event: 'article.deleted',
    verb: (work, story, { caller }) =>
      deleteArticle(work, story, { caller, whereUsed: whereUsedFor(caller) }),
  }),
  undelete: action({
    path: '/undelete',
    operationId: 'undeleteArticle',
    summary: 'Restore a deleted story',
    description: 'As the draft that it was.',
    example: 'deleted-draft',
    ifMatch: '"r2"',
    isOfDeleted: true,
    event: 'article.undeleted',
    verb: undeleteArticle,
  }),
  submit: action({
    path: '/submit',
    operationId: 'submitArticle',
    summary: 'Submit a copy for review',
    description:
      'From draft to review. It can still be changed there, and stays in review; a copy that was approved and is changed goes back to review. Once a story is published, its next change starts a new draft.',
    example: 'draft-to-submit',
    ifMatch: '"r1"',
    event: 'article.submitted',
    verb: submitArticle,
  }),
  approve: action({
    path: '/approve',
    operationId: 'approveArticle',
    summary: 'Approve a copy in review',
    description:
      'Approves this version, and no later one. 409 for anyone who has saved a version since the last approval or publication: nobody can approve their own changes, with any key. A section can require approval before its stories are published.',
    example: 'copy-to-approve',
    ifMatch: '"r2"',
    event: 'article.approved',
    verb: approveArticle,
  }),
  return: action({
    path: '/return',
    operationId: 'returnArticle',
    summary: 'Return a copy to draft',
    description:
      'From review or approved. Reporters can take back their own copies in review; an approved copy needs the scope `articles:approve`, and loses its approval.',
    example: 'copy-to-return',
    ifMatch: '"r2"',
    body: ReturnIn,
    problems: ['forbidden'],
    event: 'article.returned',
    verb: returnArticle,
  }),
  follow: action({
    path: '/follow',
    operationId: 'followSource',
    summary: 'Follow the source again',
    description:
      'Later versions of its sources apply by themselves again, until somebody edits the story. What its sources cancelled is lifted, so that versions which that covered may be sent again; where there is such a thing, it needs the scope `articles:publish`. What waits goes on waiting. For persons only.',
    example: 'from-the-courier-bus',
    ifMatch: '"r1"',
    event: 'article.followed',
    verb: followSource,
  }),
  dropSource: action({
    path: '/drop-source',
    operationId: 'dropSource',
    summary: 'Take away the id under which a source sends a story',
    description:
      'Saves a new version without it. What the source sends next is another story, unless this one was taken back: then it waits here, or is refused after a kill. What waits of it is dismissed, and what it has cancelled stays cancelled. For persons only.',
    example: 'from-the-courier-market',
    ifMatch: '"r1"',
    body: DropSourceIn,
    problems: ['rule-unmet'],
    event: 'article.sourceDropped',
    verb: dropSource,
  }),
  translate: action({
    path: '/translate',
    operationId: 'translateArticle',
    summary: 'Start a translation of a story',
    description:
      'A new draft in another language, with the content of this one and under its embargo. All translations refer to the same original. 409 when the story exists in that language already, and to a service where the story was taken back, or its source cancelled or withholds it.',
    body: TranslateIn,
    problems: ['unknown-reference'],
    event: 'article.created',
    verb: translateArticle,
  }),
  duplicate: action({
    path: '/duplicate',
    operationId: 'duplicateArticle',
    summary: 'Duplicate a story',
    description:
      'A new draft with the same content and under the same embargo, with a slug of its own and without external ids. 409 to a service where the story was taken back, or its source cancelled or withholds it.',
    problems: ['unknown-reference'],
    event: 'article.created',
    verb: duplicateArticle,
  }),
};

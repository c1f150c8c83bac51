import { describe, expect, it } from 'vitest';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import { linesOf, readHtml } from './reading.ts';

const wordComment =
  '<p class=MsoNormal>Profits rose<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[AB1]</a>' +
  "<span style='mso-special-character:comment'>&nbsp;<![endif]></span></span> by 4%.<o:p></o:p></p>" +
  "<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff><![endif]>" +
  '<div style=\'mso-element:comment\'><div id="_com_1" class=msocomtxt>' +
  '<p class=MsoCommentText><span style=\'mso-comment-author:"A. Editor"\'></span>Legal must see this<o:p></o:p></p>' +
  '</div></div></div>';
const googleComment =
  '<div><p>The mayor<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> denies it.</p>' +
  '<div style="border:1px solid black;margin:5px"><p class="c2"><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is he?</span></p>' +
  '<p>Second line</p></div></div>';

describe('what readers never see is never text', () => {
  it.each([
    ['a comment in Word’s margin', wordComment, ['normal: Profits rose by 4%.']],
    ['a comment of Google Docs', googleComment, ['normal: The mayor denies it.']],
    ['an element that is hidden', '<p>a</p><div hidden><p>secret</p></div>', ['normal: a']],
    [
      'display: none',
      '<p>a<span style="color:red; DISPLAY : none !important">secret</span></p>',
      ['normal: a'],
    ],
    [
      'display: none by a class',
      '<style>.c1, p.c2{display:none}</style><p>a<i class="c1">secret</i></p>',
      ['normal: a'],
    ],
    ['visibility: hidden', '<p>a</p><p style="visibility:hidden">secret</p>', ['normal: a']],
    ['what Word hides', "<p>a<span style='mso-hide:all'>secret</span></p>", ['normal: a']],
    [
      'the code of a field',
      '<p>See <span style=\'mso-element:field-begin\'></span> HYPERLINK \\l "secret" ' +
        "<span style='mso-element:field-separator'></span>page 4<span style='mso-element:field-end'></span>.</p>",
      ['normal: See page 4.'],
    ],
    [
      'the code of a field in a field',
      "<p>a<span style='mso-element:field-begin'></span>secret <span style='mso-element:field-begin'></span>secret" +
        "<span style='mso-element:field-separator'></span>secret<span style='mso-element:field-end'></span>" +
        "<span style='mso-element:field-separator'></span> b<span style='mso-element:field-end'></span> c</p>",
      ['normal: a b c'],
    ],
    [
      'a cell that is hidden',
      '<table><tr><td>1</td><td style="display:none">secret</td></tr></table>',
      ['table {"rows":[["1"]]}'],
    ],
    ['an item that is hidden', '<ul><li>a</li><li hidden>secret</li></ul>', ['bullet1 a']],
    ['XML of Word', '<p>a</p><xml><w:View>secret</w:View></xml>', ['normal: a']],
    ['a comment of HTML', '<p>a<!-- secret --></p><!-- secret\n\nsecret -->', ['normal: a']],
  ])('%s', (_, html, lines) => {
    expect(readHtml(html).lines).toEqual(lines);
  });

  it('keeps what Word’s fields show, and words in the empty elements of Word', () => {
    const open = "<span style='mso-element:field-begin'></span>";
    expect(readHtml(`<p>a ${open} b <o:p>c</o:p><o:p>&nbsp;</o:p></p>`).lines).toEqual(['normal: a b c']);
  });

  it('does not take the whole text for a comment that is not in a box', () => {
    const html = '<div><p>Text.</p><p><a href="#cmnt_ref1" id="cmnt1">[a]</a> Secret</p><p>More.</p></div>';
    expect(readHtml(html).lines).toEqual(['normal: Text.', 'normal: More.']);
  });

  it('a comment in Markdown', () => {
    expect(linesOf(fromMarkdown('a <!-- secret --> b\n\n<!-- secret\n\nsecret -->\n\nc'))).toEqual([
      'normal: a b',
      'normal: c',
    ]);
  });

  it('tells of each that had words', () => {
    expect(readHtml(`${googleComment}<p style="display:none">Secret</p>`).notes).toEqual([
      { name: 'commentDropped', detail: 'A comment is not text: "[a]Is he?Second line".' },
      { name: 'commentDropped', detail: 'A comment is not text: "[a]".' },
      { name: 'hiddenDropped', detail: 'What readers do not see is not text: "Secret".' },
    ]);
  });
});

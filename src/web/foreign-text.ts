const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- exactly the characters that must not reach the screen
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Text that an outsider wrote (a file name, a candidate, a note), made honest to look at: control, invisible and
 * text-direction characters become `�`, so that `exe.fdp` cannot pass for `pdf.exe`. At most `longest` characters
 * (Unicode code points), then `…`. Escaping for HTML is not done here: the renderer does that.
 */
export function foreignText(text: string, longest = 500): string {
  const shown = text.replace(INVISIBLE, '\ufffd').replace(LONE_SURROGATE, '\ufffd');
  if (shown.length <= longest) return shown;
  const characters = Array.from(shown.slice(0, longest * 2 + 2));
  return characters.length <= longest ? shown : `${characters.slice(0, longest).join('')}…`;
}

const UNKNOWN = 'application/octet-stream';
/** Formats that are containers: what is inside can only be told by whoever made it. */
const CONTAINERS: Record<string, RegExp> = {
  'application/zip':
    /^application\/(?:zip|x-zip-compressed|epub\+zip|java-archive|vnd\.(?:openxmlformats-officedocument|oasis\.opendocument|ms-(?:word|excel|powerpoint))\S*)$/,
  'application/x-cfb':
    /^application\/(?:x-cfb|msword|vnd\.ms-(?:excel|powerpoint|outlook|project|word|works)|vnd\.visio|x-msi)$/,
  'application/xml': /^(?:text\/xml|(?:application|image|model)\/\S+\+xml|application\/xml)$/,
  'application/ogg': /^(?:audio|video|application)\/ogg$/,
  'video/mp4': /^(?:audio|video)\/(?:mp4|x-m4a|x-m4v|quicktime)$/,
};
/** Other names of the same formats. */
const ALIASES: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/x-ms-bmp': 'image/bmp',
  'application/x-pdf': 'application/pdf',
  'application/x-rar-compressed': 'application/x-rar',
  'application/vnd.rar': 'application/x-rar',
  'audio/mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'application/x-gzip': 'application/gzip',
};
const TEXT =
  /^(?:text\/|application\/(?:json|xml|yaml|x-yaml|javascript|sql|rtf|x-sh)$|\S+\+(?:json|xml)$|message\/rfc822$)/;
/** What a browser may carry out: it is never served as what it is. */
const ACTIVE =
  /^(?:text\/(?:html|xml|javascript|ecmascript|css)|application\/(?:xhtml\+xml|xml|(?:x-)?javascript|ecmascript|pdf-script)|\S+\+xml)$/;
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,62}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}$/;

/** A declared media type without its parameters, in lower case; null when it is none. Empty stays empty. */
export function plainType(declared: string): string | null {
  const plain = (declared.split(';')[0] ?? '').trim().toLowerCase();
  return plain === '' || MEDIA_TYPE.test(plain) ? plain : null;
}

/** What a file is, and what it was said to be when that is something else. */
export interface JudgedType {
  contentType: string;
  declaredType: string;
}

/**
 * Judges the type of a file by its first bytes. `sniffed`: what they tell, if anything; a text tells nothing by its bytes,
 * so that there the declared type counts, as far as it is one of a text.
 */
export function judgeType(declared: string, sniffed: string | undefined, head: Uint8Array): JudgedType {
  const said = ALIASES[declared] ?? declared;
  if (sniffed !== undefined) return judgeSniffed(said, ALIASES[sniffed] ?? sniffed);
  const isText = looksLikeText(head);
  if (isText && TEXT.test(said)) return { contentType: said, declaredType: '' };
  const contentType = isText ? 'text/plain' : UNKNOWN;
  return { contentType, declaredType: said === '' || said === UNKNOWN || said === contentType ? '' : said };
}

function judgeSniffed(said: string, sniffed: string): JudgedType {
  if (said === '' || said === UNKNOWN || said === sniffed) return { contentType: sniffed, declaredType: '' };
  if (CONTAINERS[sniffed]?.test(said)) return { contentType: said, declaredType: '' };
  return { contentType: sniffed, declaredType: said };
}

/** No control characters but those of texts; a character that is cut at the end of the head is no fault. */
export function looksLikeText(head: Uint8Array): boolean {
  return !head.some(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b,
  );
}

export const isActive = (contentType: string): boolean => ACTIVE.test(contentType);

/** A picture that may be shown beside others. */
export const isPicture = (contentType: string): boolean => PICTURES.has(contentType);

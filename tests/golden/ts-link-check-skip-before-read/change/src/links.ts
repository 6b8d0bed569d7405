export interface Link {
  readonly line: number;
  readonly target: string;
}

const FENCE = /^ {0,3}(```|~~~)/;
const CODE = /(`+)(?!`).*?(?<!`)\1(?!`)/g;
const INLINE = /\]\(\s*(?:<([^<>]*)>|((?:[^\s()<]|\([^\s()]*\))+))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g;

export function linksOf(page: string): Link[] {
  const links: Link[] = [];
  let fence: string | undefined;
  page.split(/\r?\n/).forEach((text, index) => {
    const mark = FENCE.exec(text)?.[1];
    if (mark !== undefined && (fence === undefined || fence === mark)) {
      fence = fence === undefined ? mark : undefined;
    } else if (fence === undefined) {
      for (const [, bracketed, plain] of text.replaceAll(CODE, "").matchAll(INLINE)) {
        links.push({ line: index + 1, target: bracketed ?? plain! });
      }
    }
  });
  return links;
}

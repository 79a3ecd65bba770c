import type { Loss } from '../document/from-html.ts'
import type { BadRow } from '../tables.ts'
import { bad } from './imported.ts'

const words: Record<Loss['code'], (what: string) => string> = {
  picture_left_out: (what) => `A picture is left out, since it has no address of its own: ${what}`,
  video_as_link: (what) => `A video from elsewhere is a link now: ${what}`,
  link_left_out: (what) => `A link is left out, its words stay: ${what}`,
  too_deep: (what) => `What is nested very deep is plain words now: ${what}`,
}

/** What of an article is left out, for the list of what is wrong; the article itself comes along. */
export function lossesOf(
  losses: readonly Loss[],
  place: { file: string; line?: number | null; reference: string },
): BadRow[] {
  return losses.map(({ code, what }) => bad(place, code, words[code](what)))
}

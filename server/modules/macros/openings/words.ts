/** What somebody's matter is, as far as it changes how we begin. */
export const matters = [
  'delivered_not_received',
  'not_received',
  'late',
  'damaged',
  'defective',
  'wrong_item',
  'missing_parts',
  'not_as_described',
  'return',
  'cancel',
  'refund',
  'other',
] as const
export type Matter = (typeof matters)[number]

/** How far it is. */
export const stages = [
  'money_back',
  'money_on_its_way',
  'new_one_on_its_way',
  'coming_back',
  'to_hand_over',
  'with_a_person',
  'waiting',
  'on_its_way',
  'new',
] as const
export type Stage = (typeof stages)[number]

/**
 * One sentence or two, as macros are written. The first of the alternatives that the case can fill is taken, so that there is
 * never a hole; the last one needs no variable.
 */
export type Piece = readonly [string, ...string[]]

/** How we begin in one language: greet, acknowledge, then say what we will do. */
export interface OpeningWords {
  greeting: Piece
  acknowledge: Record<Matter, Piece>
  next: Record<Stage, Piece>
  /** After somebody waited for us. */
  waited: Piece
  /** With a bereavement: nothing cheerful, nothing to do. */
  quiet: { greeting: Piece; acknowledge: Piece }
}

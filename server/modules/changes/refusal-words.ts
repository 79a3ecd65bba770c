import type { ChangeKind } from './tables.ts'

type Instead = 'return' | 'refuse_parcel' | 'person' | 'cancel_and_reorder'

const gone: Instead[] = ['refuse_parcel', 'return']

/** Why a change could not be made, in the shopper's words, and what is possible instead. Codes are the storefront's (`ChangeRefusal`) and ours. */
export function refusalWords(kind: ChangeKind, code: string): { words: string; instead: Instead[] } {
  switch (code) {
    case 'already_picked':
    case 'already_dispatched':
      return kind === 'cancel'
        ? {
            words:
              'It had already left the shelf when we asked. You can turn the parcel away at the door or send it back, and the money comes back either way.',
            instead: gone,
          }
        : {
            words: 'It had already left the shelf when we asked, so we couldn’t change it any more.',
            instead: ['person'],
          }
    case 'already_canceled':
      return { words: 'This was already canceled.', instead: [] }
    case 'out_of_stock':
      return { words: 'The one you picked was just sold out. Your order stays as it was.', instead: ['person'] }
    case 'payment_declined':
      return {
        words: 'The payment didn’t go through, so nothing was changed. You can try another payment method.',
        instead: ['person'],
      }
    case 'seller_refused':
      return kind === 'cancel'
        ? {
            words: 'The seller has already sent it. You can turn the parcel away at the door or send it back.',
            instead: gone,
          }
        : { words: 'The seller couldn’t change this any more.', instead: ['person'] }
    case 'warehouse_refused':
      return kind === 'cancel'
        ? {
            words:
              'The warehouse couldn’t stop it any more. You can turn the parcel away at the door or send it back, and the money comes back either way.',
            instead: gone,
          }
        : { words: 'The warehouse couldn’t change this any more. Your order stays as it was.', instead: ['person'] }
    case 'withdrawn':
      return { words: 'You took this back. Your order stays as it was.', instead: [] }
    default:
      return {
        words: 'The warehouse couldn’t make this change. Your order stays as it was, and nothing was charged.',
        instead: ['person'],
      }
  }
}

/** Why something stays when an account is deleted, under an id that names nobody, and in words. */
export const keptReasons = {
  books: 'What was bought, sent, paid and given back belongs to the books, under an id that names nobody.',
  invoices:
    'Tax law asks that invoices and credit notes are kept as they were issued, with the name and address on them.',
  claims: 'Who was found right decides what sellers are owed; what was said about it is gone.',
  decisions: 'Why something was decided stays provable; the facts name nobody.',
  figures: 'What went wrong, how it was put right and how good we were is counted; who it was is not known any more.',
  harm: 'That something hurt somebody has to be known for as long as it is in people’s homes.',
  stop: 'Who said stop by text is never texted again, with or without an account.',
  deletion: 'That an account was deleted, and when, has to be shown; it names nobody.',
  passing: 'What systems sent each other is kept for a while, to be looked at or done again; it names nobody any more.',
} as const
export type KeptReason = keyof typeof keptReasons

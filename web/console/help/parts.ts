/** What the help center’s page shows, one at a time. */
export const helpParts = ['articles', 'searches', 'insights', 'categories', 'synonyms', 'redirects', 'import'] as const

/** Whether a text can stand in the database, which holds no null character and no half of a character. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/**
 * Words that say that somebody asks, and hardly ever what, beside those that every text of the language is full of. They find
 * nothing where other words do.
 */
export const askingWords: Readonly<Record<string, readonly string[]>> = {
  en: words(`hi hello hey dear please thanks thank help need want wanted would like could know tell say get gets got getting
    wondering wonder question anyone someone somebody trying try able let`),
  de: words(`hallo bitte danke hilfe helfen brauche brauchen möchte möchten will wollen wissen sagen frage fragen kann können könnte
    bekomme bekommen kriege gern gerne jemand versuche`),
  es: words(`hola por favor gracias ayuda ayudar necesito necesita quiero quisiera querría saber decir puedo puede podría pregunta
    duda alguien intento hacer`),
  fr: words(`bonjour salut merci aide aider besoin veux voudrais souhaite savoir dire peux peut pourrais question quelqu
    essaie faire svp`),
  ar: words('مرحبا السلام عليكم شكرا رجاء ارجو أرجو اريد أريد احتاج أحتاج مساعدة يمكنني ممكن سؤال'),
}

function words(text: string): string[] {
  return text.split(/\s+/)
}

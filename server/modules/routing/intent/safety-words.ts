/**
 * Words that say that somebody was hurt or that something is dangerous. Better one too many: a trained person looks first, and
 * nothing is refused because of it. `unless`: said of the thing, where no danger is meant.
 */
export const safetyWords: { words: RegExp; unless?: RegExp }[] = [
  // English
  {
    words:
      /\b(hurt|injur(y|ed|ies)|burn(ed|t|s)? (me|my|him|her|us|them|the (baby|child|kid|dog|cat))|burn(s|ed)? on (my|his|her)|got burn(ed|t)|electr(ic|ical) shock|electrocut\w+|shocked me|got (a )?shock(ed)?|bleed(ing)?|hospital|emergency room|ambulance|chok(ed|ing)|poison(ed|ing)?|allergic reaction|rash|cut (me|my (hand|finger|face|arm|leg|skin))|went to (the )?(er|doctor)|unconscious)\b/,
    unless: /\b(hurt(s|ing)? (my )?(feelings|wallet|budget)|hospital (gift|card|stay was)|shocked (by|at) the price)\b/,
  },
  {
    words:
      /\b(caught fire|on fire|catch(es|ing)? fire|explod(e|ed|es|ing)|explosion|smok(e|ing) (came|coming|from|out)|started (to )?smok(e|ing)|is smoking|overheat(s|ed|ing)|burst into flames|melted|sparks?|swollen battery|battery (is )?(swollen|swelling|leak(s|ed|ing))|gas (leak|smell)|smell(s|ed)? (of )?(gas|burning)|safety (issue|hazard|problem)|dangerous|hazard(ous)?|recall(ed)?)\b/,
    unless:
      /\b(chocolate|ice cream|candles?|butter|cheese) (has |had |was |is |arrived )?(all )?melted|recall(ed)? (my|the) (password|order number)|i (can't|don't|cannot) recall\b/,
  },
  // German
  {
    words:
      /(verletz|verbrann(t|te) (mich|mir|sich|meine?)|verbrennung|stromschlag|elektrischen? schlag|blutet|krankenhaus|notaufnahme|notarzt|krankenwagen|erstick|vergift|allergische reaktion|hautausschlag|geschnitten|bewusstlos)/,
    unless: /(gefühle verletz|urheberrecht|verletzungsfrei)/,
  },
  {
    words:
      /(in brand|feuer gefangen|brennt|gebrannt|explodier|explosion|raucht\b|geraucht|qualm|überhitz|geschmolzen|verschmort|funken|akku (ist )?(aufgebläht|ausgelaufen)|aufgeblähter akku|gasgeruch|riecht nach (gas|verbrannt)|gefährlich|sicherheitsproblem|rückruf(?!zeit| erbeten| bitte))/,
    unless:
      /(schokolade|eis|kerze|butter|käse)\w* (ist |war )?geschmolzen|bitte um rückruf|rückruf(en|zeit)?( bitte| erbeten)|brennt mir unter|brennende frage/,
  },
  // Arabic
  {
    words:
      /(جرح|اصيب|اصابة|اصابني|حرق(ني|ت|نا)|حروق|صعقة|صعق(ني|ت)|ينزف|نزيف|المستشفى|الطوارئ|اسعاف|اختناق|اختنق|تسمم|حساسية شديدة|طفح جلدي)/,
  },
  { words: /(اشتعل|احترق|حريق|انفجر|انفجار|دخان|شرارة|شرر|البطارية منتفخة|تسرب|رائحة (غاز|احتراق)|خطير|خطر)/ },
]

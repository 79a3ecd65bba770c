import type { Catalog } from './copy.ts'

export const de: Catalog = {
  templates: {
    sign_in_code: {
      subject: '{code} ist dein Anmeldecode',
      headline: 'Dein Code ist {code}',
      body: 'Gib ihn dort ein, wo du ihn angefordert hast. Er gilt einmal und {minutes, plural, one {# Minute} other {# Minuten}} lang.\nDu hast keinen angefordert? Dann hat sich jemand vertippt, und du musst nichts tun. Wir fragen nie am Telefon oder im Chat nach einem Code.',
    },
    sign_in_unknown: {
      subject: 'Zu dieser Adresse kennen wir keine Bestellung',
      headline: 'Unter dieser Adresse gibt es noch keine Bestellung',
      body: 'Jemand, wahrscheinlich du, hat mit dieser Adresse einen Anmeldecode angefordert. Hast du vielleicht mit einer anderen bestellt? Versuch es damit, oder finde deine Bestellung über die Nummer.\nDu hast keinen angefordert? Dann musst du nichts tun.',
      button: 'Meine Bestellung finden',
    },
    guest_code: {
      subject: '{code} öffnet deine Bestellung {order}',
      headline: 'Dein Code ist {code}',
      body: 'Er öffnet die Bestellung {order}, einmal und {minutes, plural, one {# Minute} other {# Minuten}} lang.\nDu hast keinen angefordert? Dann hat jemand deine Bestellnummer eingegeben, und du musst nichts tun. Bitte gib den Code nicht weiter.',
    },
    password_changed: {
      subject: 'Dein Passwort wurde geändert',
      headline: 'Dein Passwort wurde gerade geändert',
      body: 'Alle anderen Geräte wurden abgemeldet. {cooldownHours, plural, =0 {} other {{cooldownHours, plural, one {In der nächsten Stunde} other {In den nächsten # Stunden}} kann Geld nur dorthin zurück, woher es kam.}}\nDas warst nicht du? {undoHours, plural, =0 {Schreib uns bitte gleich.} other {Wähl innerhalb von {undoHours, plural, one {einer Stunde} other {# Stunden}} unten „Das war ich nicht“: Das sperrt alle anderen aus, und du legst ein neues Passwort fest.}}',
      button: 'Das war ich nicht',
    },
    password_reset: {
      subject: 'Wähl ein neues Passwort',
      headline: 'Wähl ein neues Passwort',
      body: 'Öffne den Link unten und gib das neue ein. Er gilt einmal und {minutes, plural, one {# Minute} other {# Minuten}} lang.\nDu hast keinen angefordert? Dann musst du nichts tun: Dein Passwort bleibt, wie es ist.',
      button: 'Neues Passwort wählen',
    },
    new_sign_in: {
      subject: '{device, select, none {Neue Anmeldung} other {Neue Anmeldung mit {device}}}',
      headline: 'Jemand hat sich angemeldet, wahrscheinlich du',
      body: '{device, select, none {Ein Gerät, das wir nicht kennen} other {{device}}}{place, select, none {} other {, {place}}}, {at}.\nWarst du das? Dann ist nichts zu tun.\nNicht? {undoHours, plural, =0 {Schreib uns bitte gleich.} other {Wähl innerhalb von {undoHours, plural, one {einer Stunde} other {# Stunden}} unten „Das war ich nicht“: Das meldet alle ab, und du legst ein neues Passwort fest.}}',
      button: 'Das war ich nicht',
    },
    confirm_code: {
      subject: '{what, select, address {{code} bestätigt deine neue E-Mail-Adresse} other {{code} ist dein Code}}',
      headline: 'Dein Code ist {code}',
      body: '{what, select, address {Gib ihn ein, damit diese Adresse ab jetzt für dein Konto gilt.} other {Gib ihn ein, um zu zeigen, dass du selbst dein Konto änderst.}} Er gilt einmal und {minutes, plural, one {# Minute} other {# Minuten}} lang.\nDu hast keinen angefordert? {what, select, address {Dann hat sich jemand vertippt, und du musst nichts tun.} other {Dann ist vielleicht jemand unter deinem Namen angemeldet. Öffne dein Konto und melde dich überall sonst ab.}}',
    },
    contact_changed: {
      subject:
        '{field, select, email {Deine E-Mail-Adresse wurde geändert} other {Deine Telefonnummer wurde geändert}}',
      headline:
        '{field, select, email {Deine E-Mail-Adresse ist jetzt {now}} phone {Deine Telefonnummer endet jetzt auf {now}} other {Deine Telefonnummer wurde entfernt}}',
      body: 'Alle anderen Geräte wurden abgemeldet. {cooldownHours, plural, =0 {} other {{cooldownHours, plural, one {In der nächsten Stunde} other {In den nächsten # Stunden}} kann Geld nur dorthin zurück, woher es kam.}}\nDas warst nicht du? {undoHours, plural, =0 {Schreib uns bitte gleich.} other {Wähl innerhalb von {undoHours, plural, one {einer Stunde} other {# Stunden}} unten „Wieder wie vorher“: Dein Konto ist wieder wie zuvor, alle werden abgemeldet, und du legst ein neues Passwort fest.}}',
      button: 'Wieder wie vorher',
    },
    address_confirmed: {
      subject: 'Das ist jetzt deine E-Mail-Adresse bei uns',
      headline: 'Ab jetzt schreiben wir dir hierher',
      body: 'Auch anmelden kannst du dich mit dieser Adresse.',
      button: 'Konto öffnen',
    },
    sign_in_changed: {
      subject:
        '{what, select, passkey_added {Ein Passkey wurde hinzugefügt} passkey_removed {Ein Passkey wurde entfernt} second_factor_on {Dein zweiter Schritt ist an} other {Dein zweiter Schritt ist aus}}',
      headline:
        '{what, select, passkey_added {Zu deinem Konto wurde ein Passkey hinzugefügt} passkey_removed {Von deinem Konto wurde ein Passkey entfernt} second_factor_on {Die Anmeldung fragt jetzt nach einem Code deiner App} other {Die Anmeldung fragt nicht mehr nach einem Code deiner App}}',
      body: 'Warst du das? Dann ist nichts zu tun.\nNicht? {undoHours, plural, =0 {Schreib uns bitte gleich.} other {Wähl innerhalb von {undoHours, plural, one {einer Stunde} other {# Stunden}} unten „Das war ich nicht“: Das meldet alle ab, und du legst ein neues Passwort fest.}}',
      button: 'Das war ich nicht',
    },
    erasure_asked: {
      subject: 'Dein Konto wird gelöscht',
      headline: 'Dein Konto wird am {at} gelöscht',
      body: 'Bis dahin bleibt alles, wie es ist, und mit einem Klick behältst du das Konto. Läuft an dem Tag noch etwas, etwa ein Paket oder eine Erstattung, bringen wir es erst zu Ende. Wir schreiben dir am Tag davor und sobald es erledigt ist.\nWarst du das nicht? Dann behalte das Konto und ändere dein Passwort.',
      button: 'Konto behalten',
    },
    erasure_near: {
      subject: 'Dein Konto: letzte Gelegenheit, es zu behalten',
      headline: 'Dein Konto wird am {at} gelöscht',
      body: 'Danach kann es niemand zurückholen: Name, Adressen, Nachrichten und Bilder sind fort, und was wir aufbewahren müssen, führt zu niemandem mehr. Läuft noch etwas, etwa ein Paket oder eine Erstattung, bringen wir es erst zu Ende. Wir schreiben dir, sobald es erledigt ist.',
      button: 'Konto behalten',
    },
    erasure_done: {
      subject: 'Dein Konto ist gelöscht',
      headline: 'Dein Konto ist gelöscht',
      body: 'Wie du es wolltest. Name, Adressen, Nachrichten und Bilder sind fort, und was wir aufbewahren müssen, führt zu niemandem mehr. Diese Adresse vergessen wir, sobald diese Mail unterwegs ist; zurückholen kann das Konto niemand.\nDanke, dass du hier warst.',
    },
    erasure_canceled: {
      subject: 'Dein Konto bleibt',
      headline: 'Dein Konto bleibt',
      body: 'Nichts wurde gelöscht, alles ist wie zuvor. Schön, dass du da bist.',
      button: 'Konto öffnen',
    },
    account_changed: {
      subject: 'Wir haben dein Konto bei {store} geändert',
      headline: 'Wir haben dein Konto für dich geändert',
      body: 'Jemand aus unserem Team bei {store} hat Folgendes geändert:\n{name, select, yes {• Deinen Namen.} other {}}\n{phone, select, new {• Deine Telefonnummer. Sie endet jetzt auf {digits}.} gone {• Deine Telefonnummer. Wir haben nun keine mehr.} other {}}\n{language, select, yes {• Die Sprache, in der wir dir schreiben.} other {}}\n{addresses, select, yes {• Deine Adressen. Bestellungen, die es schon gibt, behalten ihre.} other {}}\n{phone, select, no {} other {Zu deiner Sicherheit kann Geld einige Tage lang nur dorthin zurück, woher es kam.}}\nHast du nicht darum gebeten? Schreib uns gleich, dann machen wir es rückgängig.',
      button: 'Konto öffnen',
    },
    replacement_on_its_way: {
      subject: 'Ersatz ist unterwegs: {things}',
      headline: 'Ersatz ist unterwegs.{by, select, none {} other { Er kommt bis {by}.}}',
      body: '{what, select, other {Wir schicken dir, was du statt {things} gewählt hast.{first, select, back { Bitte schick das alte Stück zurück, wenn das neue da ist.} other {}}} same {Wir schicken dir {things} noch einmal. {first, select, back {Das kostet nichts. Bitte schick das alte Stück zurück, wenn das neue da ist. Auch das ist kostenlos.} other {Das kostet nichts, und du musst nichts tun.}}}}{day, select, later {\nDas ist später, als wir zuerst gesagt haben. Das tut uns leid.} other {}}{first, select, lost {\nTaucht die erste Sendung doch noch auf, sag es uns einfach. Danke schon jetzt.} other {}}',
      button: 'Meine Bestellung verfolgen',
    },
    replacement_not_possible: {
      subject: 'Zu deinem Ersatz: Bitte wähl noch einmal',
      headline: 'Der Ersatz war ausverkauft, bevor wir ihn schicken konnten. Du hast weiter die Wahl.',
      body: 'Das tut uns leid: Während wir gepackt haben, war es vergriffen. Es geht um {things}. Nichts ist verloren. Wähl, was dir am liebsten ist, zum Beispiel dein Geld zurück.',
      button: 'Neu wählen',
    },
    refund_under_way: {
      subject: '{amount} sind auf dem Weg zurück zu dir',
      headline: '{amount} sind auf dem Weg zurück zu dir',
      body: 'Du musst nichts tun. Wir behalten es im Auge, bis das Geld da ist.',
      button: 'Meine Erstattung ansehen',
    },
    refund_done: {
      subject: 'Deine Erstattung über {amount} ist durch',
      headline: 'Deine Erstattung über {amount} ist durch',
      body: 'Von unserer Seite ist alles erledigt. Manche Banken brauchen ein paar Tage, bis sie es anzeigen.',
      button: 'Meine Erstattung ansehen',
    },
    refund_failed: {
      subject: 'Deine Erstattung über {amount} braucht einen anderen Weg',
      headline: 'Dein Geld ist sicher. Es braucht nur einen anderen Weg zu dir.',
      body: 'Wir wollten {amount} zurückschicken, und der Zahlungsanbieter konnte es nicht annehmen. Daran bist du nicht schuld. Du kannst es auf einem anderen Weg bekommen, oder jemand aus unserem Team erledigt es für dich.',
      button: 'Anderen Weg wählen',
    },
    review_opened: {
      subject: 'Jemand kümmert sich: Antwort bis {by}',
      headline: 'Jemand kümmert sich darum. Du hörst bis {by} von uns.',
      body: 'Jemand aus unserem Team sieht sich an, was mit {things} passiert ist. Die ganze Geschichte liegt vor, du musst nichts noch einmal erzählen.\n{silence, select, for_shopper {Schafft es bis dahin niemand, entscheiden wir zu deinen Gunsten.} other {Schafft es bis dahin niemand, geht es direkt an die Teamleitung.}}',
      button: 'Stand ansehen',
    },
    review_moved: {
      subject: 'Wir brauchen etwas länger',
      headline: 'Wir brauchen etwas länger.{by, select, none {} other { Du hörst bis {by} von uns.}}',
      body: 'Wir hatten dir bis jetzt eine Antwort zu {things} versprochen und das nicht gehalten. Das liegt an uns. Jetzt ist es bei der Teamleitung.',
      button: 'Stand ansehen',
    },
    review_granted: {
      subject: 'Gute Nachrichten zu {things}',
      headline: 'Wir haben es geprüft und bringen es in Ordnung',
      body: 'Danke für deine Geduld. Was als Nächstes passiert, ist schon unterwegs.{note, select, none {} other {\nVon der Person, die es geprüft hat: „{note}“}}',
      button: 'Wie es weitergeht',
    },
    review_declined: {
      subject: 'Unsere Antwort zu {things}',
      headline: 'Wir haben es sorgfältig geprüft und können es so nicht in Ordnung bringen',
      body: '{note, select, none {Wir sind alles durchgegangen, was wir dazu wissen.} other {Von der Person, die es geprüft hat: „{note}“}}\nSiehst du es anders? Ein Mensch ist nur einen Klick entfernt und hat die ganze Geschichte vor sich.',
      button: 'Mit jemandem sprechen',
    },
    review_for_you: {
      subject: 'Zu deinen Gunsten entschieden: {things}',
      headline: 'Wir haben zu lange gebraucht, also ist es zu deinen Gunsten entschieden',
      body: 'Wir hatten dir bis jetzt eine Antwort versprochen. Du musst nicht länger warten: Was du wolltest, wird gerade gemacht.',
      button: 'Wie es weitergeht',
    },
    wait_started: {
      subject: 'Ab {until} hast du die Wahl',
      headline: 'Warte noch bis {until}. Dann hast du die Wahl.',
      body: 'Das ist ärgerlich, wir wissen es. Viele Sendungen, die zu früh als zugestellt gemeldet wurden, tauchen innerhalb von zwei Tagen auf. Ist bis dahin nichts da, wählst du, was wir wegen {things} tun. Du musst es uns nicht noch einmal melden.',
      button: 'Meine Möglichkeiten',
    },
    wait_over: {
      subject: 'Jetzt hast du die Wahl: {things}',
      headline: 'Immer noch nicht da? Jetzt hast du die Wahl.',
      body: 'Wähl, was wir wegen {things} tun sollen. Ein Klick, und es ist erledigt. Und falls es inzwischen da ist, sag es uns auch mit einem Klick.',
      button: 'Jetzt wählen',
    },
    turned_up: {
      subject: 'Danke, dass du es uns sagst',
      headline: 'Schön, es ist aufgetaucht. Danke, dass du es uns sagst!',
      body: 'Das hilft auch den Nächsten. Nachteile hast du davon keine.',
      button: 'Meine Bestellung ansehen',
    },
    payment_declined: {
      subject: 'Deine Zahlung für {things} hat nicht geklappt',
      headline: 'Die Zahlung hat nicht geklappt, und es wurde nichts abgebucht',
      body: 'Du wolltest {things} behalten und bezahlen. Das geht weiterhin: Wähl noch einmal, oder schick es kostenlos zurück. Nachteile hast du davon keine.',
      button: 'Noch einmal wählen',
    },
    exchange_not_paid: {
      subject: 'Die Zahlung für deinen Umtausch hat nicht geklappt',
      headline: 'Die Zahlung hat nicht geklappt, und es wurde nichts abgebucht',
      body: 'Das andere haben wir noch nicht verschickt. Wähl noch einmal: eine andere Zahlungsart, etwas anderes oder dein Geld zurück für {things}.',
      button: 'Noch einmal wählen',
    },
    part_not_possible: {
      subject: 'Zum fehlenden Teil: bitte noch einmal wählen',
      headline: 'Dieses Teil haben wir nicht einzeln. Du kannst noch wählen.',
      body: 'Das tut uns leid. Für {things} schicken wir ein ganz neues, oder du bekommst Geld zurück. Wähl, was dir am besten passt.',
      button: 'Noch einmal wählen',
    },
    return_asked: {
      subject: 'Deine Rücksendung: Antwort bis {by}',
      headline: 'Ein Mensch sieht sich deine Rücksendung an und antwortet bis {by}',
      body: 'Du möchtest {things} zurückschicken. Jemand aus unserem Team sieht sich das zuerst an. Bis dahin musst du nichts tun.',
      button: 'Meine Rücksendung ansehen',
    },
    return_answered: {
      subject:
        '{outcome, select, approved {Deine Rücksendung geht in Ordnung} other {Zu deiner Rücksendung}}: {things}',
      headline:
        '{outcome, select, approved {Ja, schick es zurück.} other {Wir haben genau hingesehen und können das nicht zurücknehmen.}}',
      body: '{outcome, select, approved {{things} kann zu uns zurück. Wie du es zurückbringst, steht bei deiner Rücksendung.} other {Es geht um {things}. Siehst du es anders? Sag es uns: Dann sieht es sich ein anderer Mensch mit dir an.}}{note, select, none {} other {\nWir haben notiert: „{note}“.}}',
      button: 'Meine Rücksendung ansehen',
    },
    return_closing: {
      subject: 'Bitte bis {by} abgeben: {things}',
      headline: 'Du hast bis {by} Zeit, deine Rücksendung abzugeben',
      body: 'Möchtest du {things} doch behalten? Dann musst du nichts tun. Sonst findest du Code oder Etikett bei deiner Rücksendung.',
      button: 'So gebe ich es ab',
    },
    return_ended: {
      subject: 'Deine Rücksendung ist beendet: {things}',
      headline:
        '{why, select, late {Deine Rücksendung ist beendet. Du behältst {things}.} other {Der Aufpreis konnte nicht bezahlt werden, deshalb bleibt alles, wie es war.}}',
      body: '{why, select, late {Sie wurde nicht rechtzeitig abgegeben. Ist sie schon unterwegs? Dann nehmen wir sie trotzdem an, und dein Geld kommt zurück.} other {Du behältst {things}, und es wurde nichts abgebucht. Du kannst neu wählen oder anders bezahlen.}}',
      button: 'Meine Bestellung ansehen',
    },
    way_ready: {
      subject: 'So geht {things} zurück',
      headline:
        '{kind, select, label {Dein Etikett ist da} pickup {Wir holen es ab} other {Dein Code ist da}}. {kind, select, label {Es gilt bis {by}.} pickup {Halt es bereit.} other {Er gilt bis {by}.}}',
      body: '{kind, select, label {Pack es ein, kleb das Etikett auf und gib es dem Paketdienst.} pickup {Jemand holt es an deiner Tür ab. Ein Etikett brauchst du nicht.} other {Zeig den Code auf dem Handy und gib es ab. Nichts zu drucken.}}\nAnders überlegt? Bis zur Übergabe kannst du einen anderen Rückweg wählen oder es behalten.',
      button: '{kind, select, label {Etikett öffnen} pickup {Details ansehen} other {Code öffnen}}',
    },
    way_handed_over: {
      subject: 'Übergeben: {things}',
      headline: 'Es ist übergeben. Das war dein Teil.',
      body: 'Diese Mail ist deine Quittung: {number}. {money, select, later {Ab hier verfolgen wir {things} und sagen dir, wenn dein Geld unterwegs ist.} other {Ab hier verfolgen wir {things}. Für dich gibt es nichts mehr zu tun.}}',
      button: 'Rücksendung verfolgen',
    },
    way_lost: {
      subject: 'Deine Rücksendung ging verloren, und das ist nicht dein Problem',
      headline:
        '{pays, select, yes {Sie ging auf dem Rückweg verloren. Dein Geld bekommst du trotzdem.} other {Sie ging auf dem Rückweg verloren. Du musst nichts tun.}}',
      body: 'Du hast {things} übergeben, und seitdem ist nichts davon zu hören. Das klären wir mit dem Paketdienst. Taucht es auf, behalten wir es, und für dich ändert sich nichts.',
      button: 'Rücksendung ansehen',
    },
    way_received: {
      subject: 'Wir haben es: {things}',
      headline:
        '{finding, select, look {Dein Paket ist da. Jemand aus unserem Team sieht es sich genauer an.} other {Dein Paket ist da}}',
      body: '{finding, select, look {Etwas am Paket war nicht wie erwartet, deshalb sieht es sich ein Mensch an, bevor etwas entschieden wird. Du hörst von uns und können uns sagen, was du weißt.} other {{things} ist bei uns angekommen. {money, select, later {Wir sagen dir, sobald dein Geld unterwegs ist.} other {Vielen Dank. Für dich gibt es nichts mehr zu tun.}}}}',
      button: 'Rücksendung ansehen',
    },
    way_deducted: {
      subject: 'Zum Zustand von {things}',
      headline: 'Von deiner Erstattung wurden {amount} abgezogen',
      body: 'Wir haben {things} angesehen und notiert: „{note}“. Deshalb wurden {amount} abgezogen. Die Fotos liegen bei deiner Rücksendung. Siehst du das anders? Sag es uns, und eine andere Person sieht nach.',
      button: 'Rücksendung ansehen',
    },
    way_not_there: {
      subject: 'Wir konnten {things} im Paket nicht finden',
      headline: 'Zwei Menschen haben nachgesehen, und es war nicht im Paket',
      body: 'Wir haben notiert: „{note}“. Deshalb ist für {things} noch kein Geld unterwegs. Vielleicht ist es noch bei dir oder in einem anderen Paket? Sag uns, was du weißt, und ein Mensch sieht noch einmal nach.',
      button: 'Dazu etwas sagen',
    },
    advance_reminder: {
      subject: 'Kleine Erinnerung: das alte bitte bis {by} zurückschicken',
      headline: 'Schick das alte bis {by} zurück, kostenlos',
      body: 'Dein Ersatz ist da. Wenn du einen Moment hast, schick das alte zurück: {things}. Das kostet nichts.{charge, select, none {} other { Kommt es nie zurück, werden wie vereinbart {charge} abgebucht. Ist es unterwegs, wird nichts abgebucht.}}',
      button: 'Wie es zurückgeht',
    },
    advance_charged: {
      subject: 'Für {things} wurden {amount} abgebucht',
      headline: '{amount} wurden abgebucht, wie vereinbart',
      body: 'Das alte ist nicht zurückgekommen, und es gibt keine Spur davon. Sobald es unterwegs ist, geht das Geld von selbst an dich zurück. Hast du es schon verschickt, sag es uns, und wir suchen danach.',
      button: 'Wie es zurückgeht',
    },
    advance_reversed: {
      subject: '{amount} gehen an dich zurück',
      headline: 'Es ist doch unterwegs, also gehen {amount} an dich zurück',
      body: 'Danke, dass du {things} zurückschickst. Du musst nichts weiter tun.',
      button: 'Zu meiner Rücksendung',
    },
    change_asked: {
      subject:
        'Wir haben nachgefragt: {kind, select, cancel {Stornierung von {things}} address {Deine neue Adresse} payment {Deine Zahlung} other {Deine Änderung}}',
      headline: 'Wir haben nachgefragt.{by, select, none {} other { Bis {by} weißt du Bescheid.}}',
      body: '{kind, select, cancel {Was noch nicht unterwegs ist, wird storniert, und dein Geld kommt von selbst zurück. Es geht um {things}.} other {Wenn es noch geht, wird es von selbst geändert. Es geht um {things}.}} Bis dahin musst du nichts tun.',
      button: 'Meine Bestellung ansehen',
    },
    change_applied: {
      subject:
        '{kind, select, address {Deine Bestellung geht an die neue Adresse} payment {Deine Zahlung wurde geändert} other {Deine Bestellung wurde geändert}}',
      headline:
        'Erledigt. {kind, select, address {Deine Bestellung geht an die neue Adresse.} payment {Deine Bestellung ist mit der gewählten Zahlungsart bezahlt.} other {Deine Bestellung wurde geändert.}}',
      body: 'Alles andere bleibt, wie es war.',
      button: 'Meine Bestellung ansehen',
    },
    change_refused: {
      subject: '{kind, select, cancel {Es war schon unterwegs} other {Deine Bestellung bleibt, wie sie war}}: {things}',
      headline:
        '{kind, select, cancel {Es war schon unterwegs, als wir nachgefragt haben} other {Wir konnten es nicht mehr ändern}}',
      body: '{instead, select, parcel {Du kannst die Annahme an der Tür verweigern oder die Sendung kostenlos zurückschicken. Dein Geld bekommst du in beiden Fällen zurück.} person {Es wurde nichts abgebucht, und deine Bestellung bleibt, wie sie war. Ein Mensch kann nachsehen, was noch geht.} other {Es wurde nichts abgebucht, und deine Bestellung bleibt, wie sie war.}}',
      button: 'Was noch möglich ist',
    },
    cancel_done: {
      subject: '{whole, select, yes {Deine Bestellung ist storniert} other {Storniert: {things}}}',
      headline:
        '{whole, select, yes {Deine Bestellung ist storniert.} other {Storniert: {things}.}}{amount, select, none {} other { {amount} sind auf dem Weg zurück zu dir.}}',
      body: '{whole, select, yes {Es wird nichts verschickt.} other {Der Rest deiner Bestellung kommt wie geplant.}}',
      button: 'Meine Bestellung ansehen',
    },
    late_notice: {
      subject:
        'Deine Sendung verspätet sich.{choice, select, cancel { Du hast die Wahl.} refuse { Du hast die Wahl.} other {}}',
      headline:
        'Bis {promised} schaffen wir es nicht.{expected, select, none {} other { Wir erwarten sie {expected}.}}',
      body: 'Das tut uns leid; wir wollten es dir sagen, bevor du fragen musst. {choice, select, cancel {Möchtest du auf {things} warten oder lieber dein Geld zurück? Warten kostet dich nichts, und du kannst es dir jederzeit anders überlegen.} refuse {Es ist unterwegs: {things}. Wenn du lieber nicht wartest, nimm das Paket an der Tür nicht an oder schick es kostenlos zurück; dein Geld kommt dann zurück.} other {Wir behalten {things} im Blick, bis alles bei dir ist.}}',
      button: '{choice, select, cancel {Warten oder stornieren} other {Sendung verfolgen}}',
    },
    late_made_good: {
      subject:
        'Entschuldigung für die Verspätung: {amount, select, none {{credit} von uns} other {{amount} zurück an dich}}',
      headline:
        '{arrived, select, yes {Wir hatten dir einen Tag zugesagt und ihn verpasst.} other {Wir hatten dir einen Tag zugesagt und schaffen ihn nicht.}} Das tut uns leid.',
      body: '{amount, select, none {} other {Du hast für pünktlichen Versand bezahlt, deshalb bekommst du {amount} zurück. }}{credit, select, none {} other {Auf deinem Konto stehen {credit} Guthaben, denn eigentlich sollte {things} schon bei dir sein. }}{choice, select, cancel {Möchtest du auf {things} warten oder lieber dein Geld zurück? Warten kostet dich nichts, und du kannst es dir jederzeit anders überlegen.} refuse {Dein Paket ist unterwegs. Wenn du lieber nicht wartest, nimm das Paket an der Tür nicht an oder schick es kostenlos zurück; dein Geld kommt dann zurück.} other {Du musst nichts tun.}}',
      button: '{choice, select, cancel {Warten oder stornieren} other {Meine Bestellung ansehen}}',
    },
    lost_put_right: {
      subject:
        '{remedy, select, replacement {Deine Sendung ging verloren. Ersatz ist unterwegs.} other {Deine Sendung ging verloren. {amount} sind auf dem Rückweg.}}',
      headline:
        '{remedy, select, replacement {Ersatz ist unterwegs.{by, select, none {} other { Er kommt bis {by}.}}} other {{amount} sind auf dem Weg zurück zu dir.}}',
      body: 'Die Sendung mit {things} hat sich zu lange nicht bewegt, deshalb gilt sie für uns als verloren. Danach solltest du nicht fragen müssen. Taucht sie doch noch auf, sag es uns einfach.',
      button: 'Meine Bestellung ansehen',
    },
    withdrawal_received: {
      subject: 'Eingangsbestätigung: Dein Widerruf zur Bestellung {order}',
      headline: 'Dein Widerruf ist da. Er gilt ab {at}.',
      body: 'Bitte bewahr diese E-Mail auf: Sie ist deine Eingangsbestätigung.\n• Name: {person}\n• Vertrag: Bestellung {order}\n• Widerrufen: {part, select, none {der ganze Vertrag} other {{part}}}\n• Eingegangen: {at}\n• Nummer dieser Erklärung: {number}\nEinen Grund brauchen wir nicht. Finden wir die Bestellung mit deiner Adresse, sagt die nächste E-Mail, wie es weitergeht; sonst sucht ein Mensch sie heraus und schreibt dir.',
    },
    withdrawal_answered: {
      subject:
        '{outcome, select, return {Dein Widerruf: so kommt es zurück} cancel {Dein Widerruf: die Bestellung wird storniert} other {Dein Widerruf: ein Mensch sieht ihn sich an}}',
      headline:
        '{outcome, select, return {Rechtzeitig widerrufen. Die Rücksendung kostet dich nichts.} cancel {Rechtzeitig widerrufen. Wir stornieren, bevor es losgeht.} late {Dein Widerruf kam nach der gesetzlichen Frist. Ein Mensch sieht ihn sich an.} excluded {Das gesetzliche Recht nimmt so etwas aus. Ein Mensch sieht es sich an.} other {Ein Mensch sieht sich deinen Widerruf an.}}',
      body: '{outcome, select, return {Was du für die Rücksendung brauchst, findest du über den Link unten. Dein Geld, samt Standardversand, ist unterwegs, sobald das Paket auf dem Rückweg gescannt ist. Ist das Paket noch unterwegs zu dir, nimm es einfach nicht an.} cancel {Du musst nichts tun. Dein Geld kommt von selbst auf demselben Weg zurück.} late {Noch ist nichts verloren: Jemand aus unserem Team prüft, was noch geht, und schreibt dir.} excluded {Maßanfertigungen, Verderbliches, geöffnete Hygieneartikel und begonnene Downloads nimmt das Gesetz aus. Jemand aus unserem Team prüft, was noch geht, und schreibt dir.} other {Jemand aus unserem Team liest ihn und schreibt dir. Es zählt der Zeitpunkt deiner Erklärung.}}{rest, select, yes {\nEinen Teil davon sieht sich ein Mensch noch einmal an und schreibt dir.} other {}}\nNummer deiner Erklärung: {number}',
      button: '{outcome, select, return {Zur Rücksendung} other {Zur Bestellung}}',
    },
    conversation_answer: {
      subject: 'Unsere Antwort',
      headline: '{person, select, none {Wir haben} other {{person} hat}} dir geschrieben',
      body: 'Damit du die Antwort nicht verpasst, kommt sie auch per Mail. Du kannst weitermachen, wo du aufgehört hast.',
      button: 'Gespräch öffnen',
    },
    incident_message: {
      subject: 'Neues zu deiner Bestellung',
      headline: 'Es ist etwas dazwischengekommen, und du sollst es von uns hören',
      body: 'Es geht um deine {count, plural, one {Bestellung} other {Bestellungen}} {orders}{more, plural, =0 {} other { und # weitere}}.\nDu musst nichts tun. Wenn du lieber mit jemandem sprechen möchtest, schreib uns einfach.',
      button: 'Meine Bestellung ansehen',
    },
    claim_asked: {
      subject: 'Wir haben {seller} wegen „{things}“ gefragt',
      headline: 'Wir haben {seller} gebeten, das in Ordnung zu bringen',
      body: 'Zeit dafür ist bis {by}. Ist es bis dahin nicht in Ordnung, übernehmen wir.\nDu musst nichts tun.',
      button: 'Nachsehen, wie es steht',
    },
    claim_in_review: {
      subject: 'Ein Mensch sieht sich „{things}“ an',
      headline: 'Ein Mensch sieht sich beide Seiten an',
      body: 'Es geht um {things}. Du hörst spätestens am {by} von uns.',
      button: 'Nachsehen, wie es steht',
    },
    claim_offered: {
      subject: '{seller} bietet {amount} für „{things}“',
      headline: '{seller} bietet dir {amount}, und du behältst es',
      body: 'Nimm an, wenn es sich richtig anfühlt. Wenn nicht, geht alles weiter wie bisher, und nichts ist verloren.',
      button: 'Entscheiden',
    },
    claim_question: {
      subject: 'Eine Frage zu „{things}“',
      headline: 'Wir haben eine Frage an dich, bis {by}',
      body: 'Deine Antwort hilft uns, das in Ordnung zu bringen. Ohne Antwort müssen wir uns nach dem richten, was der Verkäufer sagt.',
      button: 'Antworten',
    },
    claim_decided: {
      subject:
        '{outcome, select, paid {Du bekommst {amount} für „{things}“ zurück} return {Schick „{things}“ zurück, und dein Geld kommt zurück} other {Was wir zu „{things}“ gefunden haben}}',
      headline:
        '{outcome, select, paid {Du bekommst {amount} zurück} return {Schick es kostenlos zurück, und dein Geld kommt zurück} other {Hier geben wir {seller} recht}}',
      body: '{outcome, select, paid {Wir haben es in Ordnung gebracht.} return {Dein Rückweg ist bereit. Er kostet dich nichts.} other {Kannst du etwas Neues zeigen, sieht es sich jemand anderes noch einmal an.}}',
      quoted: 'Warum:',
      button: '{outcome, select, return {So geht es zurück} other {Entscheidung ansehen}}',
    },
    seller_claim: {
      subject:
        '{stage, select, contact {Antwort bis {by}: „{things}“} question {Eine Frage an Sie, bis {by}: „{things}“} other {Ein Garantiefall, Antwort bis {by}: „{things}“}}',
      headline:
        '{stage, select, contact {Jemand bittet Sie, etwas in Ordnung zu bringen} question {Wir haben eine Frage an Sie} other {Ein Garantiefall ist offen, und Sie sind dran}}',
      body: '{ground, select, not_received {Es ist nie angekommen.} delivered_missing {Es gilt als zugestellt und ist nicht da.} late {Es kam zu spät.} damaged {Es kam beschädigt an.} faulty {Es funktioniert nicht.} return_refused {Eine Rückgabe wurde abgelehnt.} refund_not_paid {Eine Rückgabe kam an, und es wurde nichts erstattet.} overcharged {Es wurde zu viel berechnet.} other {Es ist nicht wie beschrieben.}} Es geht um {things}.\n{stage, select, contact {Bringen Sie es bis {by} in Ordnung, oder sagen Sie Nein. Ohne Antwort wird es ein Garantiefall.} advanced {Der Betrag wurde schon erstattet und ist bei Ihnen vorgemerkt. Ohne Antwort bis {by} tragen Sie ihn, und es zählt als Mangel.} question {Ohne Antwort bis {by} wird für den Kunden entschieden.} other {Ohne Antwort bis {by} wird für den Kunden entschieden, Sie zahlen, und es zählt als Mangel. Wochenenden zählen mit.}}',
      quoted: '{stage, select, question {Unsere Frage:} other {In den Worten des Kunden:}}',
      button: 'Antworten',
    },
    seller_claim_decided: {
      subject:
        '{outcome, select, for_seller {Für Sie entschieden} split {Zum Teil geregelt} other {Für den Kunden entschieden}}: „{things}“',
      headline:
        '{outcome, select, for_seller {Für Sie entschieden} split {Zum Teil geregelt: {amount}} other {Für den Kunden entschieden{amount, select, none {} other {: {amount}}}}}',
      body: '{payer, select, seller {Sie zahlen.} platform {Der Marktplatz zahlt.} carrier {Der Paketdienst zahlt.} other {Sie zahlen nichts.}} {blame, select, yes {Es zählt als Mangel.} other {Es zählt nicht gegen Sie.}}{appeal, select, none {} other {\nKönnen Sie etwas Neues zeigen, können Sie bis {appeal} widersprechen.}}',
      quoted: 'Warum:',
      button: 'Fall öffnen',
    },
    seller_recourse_decided: {
      subject:
        '{outcome, select, granted {Sie bekommen eine Belastung zurück} partly {Sie bekommen einen Teil zurück} other {Die Belastung bleibt}}',
      headline:
        '{outcome, select, granted {Sie bekommen {amount} zurück} partly {Sie bekommen {amount} davon zurück} other {Die Belastung bleibt}}',
      body: 'Sie haben uns gebeten, noch einmal hinzusehen. Das haben wir gefunden.',
      quoted: 'Warum:',
      button: 'Abrechnung öffnen',
    },
    seller_promise: {
      subject: '{turn, select, at_risk {Wird zu spät: „{things}“} other {Zu spät: „{things}“}}',
      headline:
        '{turn, select, at_risk {Zugesagt für {promised}, und das wird zu spät} other {Zugesagt für {promised}, und das ist vorbei}}',
      body: '{sent, select, no {Noch nicht verschickt: „{things}“. Bitte jetzt versenden oder stornieren, damit niemand wartet.} other {Unterwegs und noch nicht da: „{things}“. Bitte jetzt beim Paketdienst nachfragen.}}\nDer Kunde weiß Bescheid.',
      button: 'Bestellung öffnen',
    },
    seller_digest: {
      subject: '{count, plural, one {# Sache wartet} other {# Sachen warten}} auf Ihre Antwort',
      headline: '{count, plural, one {Heute wartet # Sache} other {Heute warten # Sachen}} auf Sie',
      body: '{more, plural, =0 {} other {Und # weitere.}}',
      button: '„Zu tun“ öffnen',
    },
    safety_for_seller: {
      subject: 'Bitte jetzt ansehen: „{title}“ hat vielleicht jemanden verletzt',
      headline:
        '{who, select, person {Jemand wurde verletzt, sagt uns ein Kunde} property {Etwas wurde beschädigt, sagt uns ein Kunde} other {Ein Kunde sagt uns, dass es nicht sicher ist}}',
      body: 'Es geht um „{title}“{lot, select, none {} other {, Charge {lot}}}, Bestellung {order}. Bitte versenden Sie es nicht mehr, bis Sie wissen, was passiert ist, und sagen Sie uns, was Sie finden.\nDiesem Kunden wird dasselbe nicht noch einmal geschickt. Könnten noch mehr Menschen verletzt werden, stoppen wir es für alle.',
      quoted: 'In den Worten des Kunden:',
    },
    safety_for_staff: {
      subject:
        '{silences, plural, =0 {Jemand wurde verletzt: „{title}“} other {Noch hat niemand nachgesehen: „{title}“ hat jemanden verletzt}}',
      headline:
        '{silences, plural, =0 {Bis {by} muss ein Mensch da sein} other {Niemand hat nachgesehen. Bitte jetzt.}}',
      body: '{who, select, person {Ein Mensch wurde verletzt.} property {Etwas wurde beschädigt.} other {Es hat jemanden verletzt oder könnte es.}} „{title}“{lot, select, none {} other {, Charge {lot}}}, Bestellung {order}.{silences, plural, =0 {} other {\nDie nächste Frist ist {by}.}}',
      quoted: 'In den Worten des Kunden:',
      button: 'Meldung öffnen',
    },
    recall_notice: {
      subject:
        '{turn, select, reminder {Noch einmal, weil es wichtig ist: „{title}“ wird zurückgerufen} other {Bitte nicht mehr benutzen: „{title}“ wird zurückgerufen}}',
      headline:
        '{instruction, select, dispose {Bitte „{title}“ nicht mehr benutzen und sicher entsorgen} return {Bitte „{title}“ nicht mehr benutzen und kostenlos zurückschicken} other {Bitte „{title}“ nicht mehr benutzen}}',
      body: '{turn, select, again {Was du gewählt hattest, ging nicht, und das liegt an uns. Bitte wähl noch einmal.} other {Du hast es bei uns gekauft. Wir bringen das in Ordnung, und du wählst, wie: einmal tippen genügt.}}',
      button: 'Auswählen, was ich dafür möchte',
    },
    goes_on_by_mail: {
      subject: 'Es geht per Mail weiter',
      headline:
        '{because, select, quiet {Damit wir dich nicht verlieren, geht es per Mail weiter} closed {Gerade ist niemand da, deshalb antworten wir per Mail} other {Es geht per Mail weiter, und nichts ist verloren}}',
      body: 'Alles, was du uns gesagt hast, ist da. Die Antwort kommt an diese Adresse. Im Chat weitermachen kannst du jederzeit.',
      button: 'Gespräch öffnen',
    },
    call_missed: {
      subject: 'Wir haben versucht, dich anzurufen',
      headline:
        '{because, select, wrong_number {Unter der Nummer, die wir haben, konnten wir dich nicht erreichen} other {Wir haben angerufen und dich nicht erreicht}}',
      body: '{because, select, wrong_number {Nenn uns eine andere Nummer und eine Zeit, die dir passt, dann rufen wir wieder an.} other {Wähl eine Zeit, die dir passt, dann rufen wir wieder an. Schreiben kannst du auch jederzeit.}} Alles, was du uns gesagt hast, ist da.',
      button: 'Zeit wählen',
    },
    mail_received: {
      subject: '{about, select, none {Deine Mail ist da} other {Re: {about}}}',
      headline: 'Deine Mail ist da',
      body: '{by, select, none {Ein Mensch liest sie und antwortet dir hier.} other {Ein Mensch liest sie und antwortet dir hier, spätestens {by}.}}\nWenn du etwas hinzufügen möchtest, antworte einfach auf diese Mail. Was keinen Menschen braucht, etwa wo ein Paket ist, eine Rücksendung oder Ersatz für etwas, das kaputt ankam, geht sofort über den Link unten.',
      button: 'Sehen, was sofort geht',
      other: 'Etwas stimmt damit nicht',
    },
    transcript: {
      subject: 'Worüber wir gesprochen haben',
      headline: 'Hier steht alles, was gesagt wurde',
      body: 'Es liegt dieser Mail bei, einmal zum Drucken und einmal als Text. Ist noch etwas offen, schreib einfach im selben Gespräch weiter.',
      button: 'Gespräch öffnen',
    },
    survey_asked: {
      subject: 'Haben wir es gelöst?',
      headline: 'Haben wir es gelöst?',
      body: '{person, select, none {} other {Du hast mit {person} gesprochen. }}Einmal tippen genügt, und was nicht gelöst ist, sehen wir uns noch einmal an.',
      button: 'Ja, es ist gelöst',
      other: 'Nein, noch nicht',
    },
    conduct_changed: {
      subject: '{step, select, lifted {Du kannst uns wieder schreiben} other {Wie wir miteinander umgehen}}',
      headline:
        '{step, select, warned {Bitte bleib freundlich zu denen, die dir helfen} mail_only {Wir antworten dir eine Zeit lang per Mail} blocked {Schreiben an uns ist für eine Zeit ausgesetzt} other {Du kannst uns wieder schreiben wie zuvor}}',
      body: '{step, select, warned {Wir wissen, dass etwas schiefgegangen ist, und bringen es in Ordnung. Beleidigungen machen das für den Menschen am anderen Ende schwerer.} lifted {Sonst hat sich nichts geändert.} other {Das gilt bis {until}.}} Alles zu Bestellungen, Rücksendungen und Erstattungen geht wie immer.',
    },
    staff_invitation: {
      subject: 'Passwort für die Konsole festlegen',
      headline: 'Willkommen, {person}. Leg dein Passwort fest.',
      body: 'Der Link gilt einmal und {hours, plural, one {# Stunde} other {# Stunden}} lang. Danach richtest du eine Authenticator-App auf deinem Telefon ein; halt es bereit.\nDamit hast du nicht gerechnet? Sag es der Person, die den Shop betreibt.',
      button: 'Passwort festlegen',
    },
    seller_invitation: {
      subject: 'Passwort für {seller} festlegen',
      headline: 'Willkommen, {person}. Legen Sie Ihr Passwort fest.',
      body: 'Sie können jetzt für {seller} antworten: Bestellungen, Rücksendungen und Nachrichten von Käufern.\nDer Link gilt einmal und {hours, plural, one {# Stunde} other {# Stunden}} lang. Damit haben Sie nicht gerechnet? Dann tun Sie einfach nichts.',
      button: 'Passwort festlegen',
    },
    approval_decided: {
      subject:
        '{outcome, select, approved {Freigegeben} declined {Nicht freigegeben} other {Keine Antwort in der Frist}}: {summary}',
      headline:
        '{outcome, select, approved {{person} hat es freigegeben} declined {{person} hat es nicht freigegeben} other {Niemand hat rechtzeitig entschieden}}',
      body: '{summary}\n{outcome, select, approved {Es ist erledigt.} declined {{note, select, none {Frag nach, wenn du den Grund brauchst.} other {„{note}“}}} other {Du kannst noch einmal fragen.}}',
      button: 'Anfrage öffnen',
    },
    change_late: {
      subject: 'Deine Änderung dauert länger: {things}',
      headline: 'Es dauert länger als gesagt. Jetzt kümmert sich ein Mensch darum.',
      body: '{kind, select, cancel {Du wolltest {things} stornieren} address {Du wolltest {things} an eine andere Adresse} payment {Du wolltest {things} anders bezahlen} other {Du wolltest {things} ändern}}, und wir haben nicht rechtzeitig eine Antwort bekommen. Das liegt an uns. Sobald wir es wissen, hörst du von uns.\nDu musst nichts tun.',
      button: 'Meine Bestellung ansehen',
    },
    parcel_out: {
      subject: 'Kommt heute an: {things}',
      headline: 'Deine Sendung wird heute zugestellt',
      body: 'Im Zustellfahrzeug: {things}. In deiner Bestellung siehst du, wo die Sendung ist.',
      button: 'Sendung verfolgen',
    },
    parcel_delivered: {
      subject: 'Zugestellt: {things}',
      headline: 'Deine Sendung wurde zugestellt',
      body: 'Darin: {things}. Du findest die Sendung nicht, oder etwas stimmt nicht? Einmal tippen genügt.',
      button: 'Meine Bestellung ansehen',
    },
    claim_again: {
      subject: 'Jemand anderes sieht sich „{things}“ noch einmal an',
      headline: 'Jemand anderes sieht es sich noch einmal an. Du hörst bis {by} von uns.',
      body: '{who, select, seller {{seller} hat uns etwas Neues gezeigt.} other {Du hast um einen zweiten Blick gebeten.}} Es geht um {things}. Bis dahin musst du nichts tun.',
      button: 'Nachsehen, wie es steht',
    },
    seller_claim_again: {
      subject: 'Wird bis {by} noch einmal geprüft: „{things}“',
      headline: 'Jemand anderes entscheidet noch einmal, bis {by}',
      body: '{who, select, shopper {Der Kunde hat uns etwas Neues gezeigt.} other {Sie haben um einen zweiten Blick gebeten.}} Bis dahin bleibt alles, wie es entschieden wurde. Haben Sie noch etwas zu zeigen, fügen Sie es jetzt hinzu.',
      button: 'Fall öffnen',
    },
    seller_claim_closed: {
      subject: 'Nichts mehr zu beantworten: „{things}“',
      headline:
        '{why, select, withdrawn {Der Kunde hat den Fall zurückgezogen} other {Der Fall ist geschlossen: Er wurde anderswo geregelt}}',
      body: 'Zu {things} müssen Sie nichts mehr beantworten.',
      button: 'Fall öffnen',
    },
    seller_offer_declined: {
      subject: 'Ihr Angebot wurde nicht angenommen: „{things}“',
      headline: 'Ihr Angebot von {amount} wurde nicht angenommen',
      body: 'Der Fall um {things} geht weiter wie bisher, mit derselben Frist.',
      button: 'Fall öffnen',
    },
    seller_debited: {
      subject: '{amount} wurden für Bestellung {order} abgezogen',
      headline: 'Sie tragen {amount} einer Erstattung',
      body: 'Es geht um Bestellung {order}. Ihre Abrechnung zeigt, wofür. Sehen Sie es anders, fordern Sie den Betrag dort zurück.',
      button: 'Abrechnung öffnen',
    },
    seller_message: {
      subject: 'Eine Nachricht zu „{things}“',
      headline: 'Ein Kunde hat Ihnen geschrieben',
      body: 'Es geht um {things}. Bitte antworten Sie im Portal: Dort sehen alle dasselbe.',
      button: 'Antworten',
    },
    news_digest: {
      subject:
        '{scope, select, order {{order, select, none {Neues zu deiner Bestellung} other {Neues zu Bestellung {order}}}} other {Deine Neuigkeiten des Tages}}',
      headline:
        '{scope, select, order {{count, plural, one {# Neuigkeit} other {# Neuigkeiten}} zu deiner Bestellung} other {{count, plural, one {# Neuigkeit} other {# Neuigkeiten}} heute}}',
      body: '',
      button: '{scope, select, order {Meine Bestellung ansehen} other {Alle Neuigkeiten ansehen}}',
    },
  },
  topics: {
    sign_in: 'Anmeldecodes und die Sicherheit deines Kontos',
    money: 'Erstattungen und alles andere zu deinem Geld',
    problems: 'Antworten auf Probleme, die du gemeldet hast',
    orders: 'Änderungen an deinen Bestellungen',
    answers: 'Antworten auf das, was du uns geschrieben hast',
    transcripts: 'Der Verlauf nach einem Gespräch',
    surveys: 'Die Frage, ob wir es gelöst haben',
    deliveries: 'Sendungen, die sich verspäten, bevor du fragen musst',
    parcels: 'In Zustellung und zugestellt',
  },
  things:
    '{count, plural, =1 {{title}} =2 {{title} samt 1 weiterem Artikel} other {{title} samt {more} weiteren Artikeln}}',
  lineBy: '{amount}, da bis {day}',
  lineSoon: '{amount}',
  methods: {
    card: 'Karte',
    'gift card': 'Geschenkkarte',
    'store credit': 'Guthaben',
    'bank account': 'Bankkonto',
    'original payment method': 'Deine Zahlungsart',
  },
  ending: '{name} mit den Endziffern {digits}',
  deviceOn: '{browser} unter {system}',
  order: 'Bestellung {order}',
  reference: 'Zeichen {reference}',
  writeToUs: 'Fragen? Hier kannst du uns schreiben:',
  orOpen: 'Oder über diese Adresse:',
  seeIt: 'Ansehen',
  why: {
    sign_in: 'In dieser Mail geht es um die Sicherheit deines Kontos bei {store}. Sie kommt immer.',
    money: 'In dieser Mail geht es um dein Geld oder etwas, das du wissen musst. Sie kommt immer.',
    answers: 'Du bekommst diese Mail, weil du {store} geschrieben hast.',
    chosen: 'Du bekommst diese Mail, weil du bei {store} bestellt hast und das möchtest: {topic}.',
    seller: 'Sie bekommen diese Mail, weil Sie bei {store} für einen Verkäufer antworten.',
    staff: 'Du bekommst diese Mail, weil du bei {store} arbeitest.',
    address: 'Du bekommst diese Mail, weil jemand diese Adresse bei {store} eingegeben hat.',
  },
  choose: 'Wählen, was du bekommst:',
  unsubscribe: 'Keine solchen Mails mehr:',
  short: {
    text: '{store}: {title} {url}',
    several: '{count, plural, one {# Neuigkeit} other {# Neuigkeiten}}',
    severalBody: 'Aus den Stunden, in denen bei dir Nacht war. Alles steht an einem Ort.',
    code: '{code} ist dein Code für SMS von {store}. Niemand von uns fragt danach.',
    started: '{store}: Du bekommst SMS zu dem, was du gewählt hast. STOP beendet sie, HELP hilft.',
    stopped: '{store}: Keine SMS mehr. Mit START bekommst du sie wieder.',
    help: '{store}: SMS zu deinen Bestellungen, wie du es gewählt hast. Fragen: {url} STOP beendet sie.',
  },
}

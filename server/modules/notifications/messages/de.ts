import type { Catalog } from './copy.ts'

export const de: Catalog = {
  templates: {
    sign_in_code: {
      subject: '{code} ist Ihr Anmeldecode',
      headline: 'Ihr Code ist {code}',
      body: 'Geben Sie ihn dort ein, wo Sie ihn angefordert haben. Er gilt einmal und {minutes, plural, one {# Minute} other {# Minuten}} lang.\nSie haben keinen angefordert? Dann hat sich jemand vertippt, und Sie müssen nichts tun. Wir fragen nie am Telefon oder im Chat nach einem Code.',
    },
    sign_in_unknown: {
      subject: 'Zu dieser Adresse kennen wir keine Bestellung',
      headline: 'Unter dieser Adresse gibt es noch keine Bestellung',
      body: 'Jemand, wahrscheinlich Sie, hat mit dieser Adresse einen Anmeldecode angefordert. Haben Sie vielleicht mit einer anderen bestellt? Versuchen Sie es damit, oder finden Sie Ihre Bestellung über die Nummer.\nSie haben keinen angefordert? Dann müssen Sie nichts tun.',
      button: 'Meine Bestellung finden',
    },
    guest_code: {
      subject: '{code} öffnet Ihre Bestellung {order}',
      headline: 'Ihr Code ist {code}',
      body: 'Er öffnet die Bestellung {order}, einmal und {minutes, plural, one {# Minute} other {# Minuten}} lang.\nSie haben keinen angefordert? Dann hat jemand Ihre Bestellnummer eingegeben, und Sie müssen nichts tun. Bitte geben Sie den Code nicht weiter.',
    },
    password_changed: {
      subject: 'Ihr Passwort wurde geändert',
      headline: 'Ihr Passwort wurde gerade geändert',
      body: 'Alle anderen Geräte wurden abgemeldet. In den nächsten 72 Stunden kann Geld nur dorthin zurück, woher es kam.\nDas waren nicht Sie? Wählen Sie innerhalb von 72 Stunden unten „Das war ich nicht“: Das sperrt alle anderen aus, und Sie legen ein neues Passwort fest.',
      button: 'Das war ich nicht',
    },
    password_reset: {
      subject: 'Wählen Sie ein neues Passwort',
      headline: 'Wählen Sie ein neues Passwort',
      body: 'Öffnen Sie den Link unten und geben Sie das neue ein. Er gilt einmal und {minutes, plural, one {# Minute} other {# Minuten}} lang.\nSie haben keinen angefordert? Dann müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.',
      button: 'Neues Passwort wählen',
    },
    new_sign_in: {
      subject: 'Neue Anmeldung mit {device}',
      headline: 'Jemand hat sich angemeldet, wahrscheinlich Sie',
      body: '{device}{place, select, none {} other {, {place}}}, {at}.\nWaren Sie das? Dann ist nichts zu tun.\nNicht? Wählen Sie innerhalb von 72 Stunden unten „Das war ich nicht“: Das meldet alle ab, und Sie legen ein neues Passwort fest.',
      button: 'Das war ich nicht',
    },
    confirm_code: {
      subject: '{what, select, address {{code} bestätigt Ihre neue E-Mail-Adresse} other {{code} ist Ihr Code}}',
      headline: 'Ihr Code ist {code}',
      body: '{what, select, address {Geben Sie ihn ein, damit diese Adresse ab jetzt für Ihr Konto gilt.} other {Geben Sie ihn ein, um zu zeigen, dass Sie es sind, die Ihr Konto ändert.}} Er gilt einmal und {minutes, plural, one {# Minute} other {# Minuten}} lang.\nSie haben keinen angefordert? {what, select, address {Dann hat sich jemand vertippt, und Sie müssen nichts tun.} other {Dann ist vielleicht jemand unter Ihrem Namen angemeldet. Öffnen Sie Ihr Konto und melden Sie sich überall sonst ab.}}',
    },
    contact_changed: {
      subject: '{field, select, email {Ihre E-Mail-Adresse wurde geändert} other {Ihre Telefonnummer wurde geändert}}',
      headline:
        '{field, select, email {Ihre E-Mail-Adresse ist jetzt {now}} phone {Ihre Telefonnummer endet jetzt auf {now}} other {Ihre Telefonnummer wurde entfernt}}',
      body: 'Alle anderen Geräte wurden abgemeldet. In den nächsten 72 Stunden kann Geld nur dorthin zurück, woher es kam.\nDas waren nicht Sie? Wählen Sie innerhalb von 72 Stunden unten „Wieder wie vorher“: Ihr Konto ist wieder wie zuvor, alle werden abgemeldet, und Sie legen ein neues Passwort fest.',
      button: 'Wieder wie vorher',
    },
    address_confirmed: {
      subject: 'Das ist jetzt Ihre E-Mail-Adresse bei uns',
      headline: 'Ab jetzt schreiben wir Ihnen hierher',
      body: 'Auch anmelden können Sie sich mit dieser Adresse.',
      button: 'Nach meinem Konto sehen',
    },
    sign_in_changed: {
      subject:
        '{what, select, passkey_added {Ein Passkey wurde hinzugefügt} passkey_removed {Ein Passkey wurde entfernt} second_factor_on {Ihr zweiter Schritt ist an} other {Ihr zweiter Schritt ist aus}}',
      headline:
        '{what, select, passkey_added {Zu Ihrem Konto wurde ein Passkey hinzugefügt} passkey_removed {Von Ihrem Konto wurde ein Passkey entfernt} second_factor_on {Die Anmeldung fragt jetzt nach einem Code Ihrer App} other {Die Anmeldung fragt nicht mehr nach einem Code Ihrer App}}',
      body: 'Waren Sie das? Dann ist nichts zu tun.\nNicht? Wählen Sie innerhalb von 72 Stunden unten „Das war ich nicht“: Das meldet alle ab, und Sie legen ein neues Passwort fest.',
      button: 'Das war ich nicht',
    },
    erasure_asked: {
      subject: 'Ihr Konto wird gelöscht',
      headline: 'Ihr Konto wird am {at} gelöscht',
      body: 'Bis dahin bleibt alles, wie es ist, und mit einem Klick behalten Sie das Konto. Läuft an dem Tag noch etwas, etwa ein Paket oder eine Erstattung, bringen wir es erst zu Ende. Wir schreiben Ihnen am Tag davor und sobald es erledigt ist.\nWaren Sie das nicht? Dann behalten Sie das Konto und ändern Sie Ihr Passwort.',
      button: 'Konto behalten',
    },
    erasure_near: {
      subject: 'Ihr Konto: letzte Gelegenheit, es zu behalten',
      headline: 'Ihr Konto wird am {at} gelöscht',
      body: 'Danach kann es niemand zurückholen: Name, Adressen, Nachrichten und Bilder sind fort, und was wir aufbewahren müssen, führt zu niemandem mehr. Läuft noch etwas, etwa ein Paket oder eine Erstattung, bringen wir es erst zu Ende. Wir schreiben Ihnen, sobald es erledigt ist.',
      button: 'Konto behalten',
    },
    erasure_done: {
      subject: 'Ihr Konto ist gelöscht',
      headline: 'Ihr Konto ist gelöscht',
      body: 'Wie Sie es wollten. Name, Adressen, Nachrichten und Bilder sind fort, und was wir aufbewahren müssen, führt zu niemandem mehr. Diese Adresse vergessen wir, sobald diese Mail unterwegs ist; zurückholen kann das Konto niemand.\nDanke, dass Sie hier waren.',
    },
    erasure_canceled: {
      subject: 'Ihr Konto bleibt',
      headline: 'Ihr Konto bleibt',
      body: 'Nichts wurde gelöscht, alles ist wie zuvor. Schön, dass Sie da sind.',
      button: 'Konto öffnen',
    },
    account_changed: {
      subject: 'Wir haben Ihr Konto bei {store} geändert',
      headline: 'Wir haben Ihr Konto für Sie geändert',
      body: 'Jemand aus unserem Team bei {store} hat Folgendes geändert:\n{name, select, yes {• Ihren Namen.} other {}}\n{phone, select, new {• Ihre Telefonnummer. Sie endet jetzt auf {digits}.} gone {• Ihre Telefonnummer. Wir haben nun keine mehr.} other {}}\n{language, select, yes {• Die Sprache, in der wir Ihnen schreiben.} other {}}\n{addresses, select, yes {• Ihre Adressen. Bestellungen, die es schon gibt, behalten ihre.} other {}}\n{phone, select, no {} other {Zu Ihrer Sicherheit kann Geld einige Tage lang nur dorthin zurück, woher es kam.}}\nHaben Sie nicht darum gebeten? Schreiben Sie uns gleich, dann machen wir es rückgängig.',
      button: 'Nach meinem Konto sehen',
    },
    replacement_on_its_way: {
      subject: 'Ersatz ist unterwegs: {things}',
      headline: 'Ersatz ist unterwegs.{by, select, none {} other { Er kommt bis {by}.}}',
      body: '{what, select, other {Wir schicken Ihnen, was Sie statt {things} gewählt haben.{first, select, back { Bitte schicken Sie das alte Stück zurück, wenn das neue da ist.} other {}}} same {Wir schicken Ihnen {things} noch einmal. {first, select, back {Das kostet nichts. Bitte schicken Sie das alte Stück zurück, wenn das neue da ist. Auch das ist kostenlos.} other {Das kostet nichts, und Sie müssen nichts tun.}}}}{day, select, later {\nDas ist später, als wir zuerst gesagt haben. Das tut uns leid.} other {}}{first, select, lost {\nTaucht die erste Sendung doch noch auf, sagen Sie es uns einfach. Danke schon jetzt.} other {}}',
      button: 'Meine Bestellung verfolgen',
    },
    replacement_not_possible: {
      subject: 'Zu Ihrem Ersatz: Bitte wählen Sie noch einmal',
      headline: 'Der Ersatz war ausverkauft, bevor wir ihn schicken konnten. Sie haben weiter die Wahl.',
      body: 'Das tut uns leid: Während wir gepackt haben, war es vergriffen. Es geht um {things}. Nichts ist verloren. Wählen Sie, was Ihnen am liebsten ist, zum Beispiel Ihr Geld zurück.',
      button: 'Neu wählen',
    },
    refund_under_way: {
      subject: '{amount} sind auf dem Weg zurück zu Ihnen',
      headline: '{amount} sind auf dem Weg zurück zu Ihnen',
      body: 'Sie müssen nichts tun. Wir behalten es im Auge, bis das Geld da ist.',
      button: 'Meine Erstattung ansehen',
    },
    refund_done: {
      subject: 'Ihre Erstattung über {amount} ist durch',
      headline: 'Ihre Erstattung über {amount} ist durch',
      body: 'Von unserer Seite ist alles erledigt. Manche Banken brauchen ein paar Tage, bis sie es anzeigen.',
      button: 'Meine Erstattung ansehen',
    },
    refund_failed: {
      subject: 'Ihre Erstattung über {amount} braucht einen anderen Weg',
      headline: 'Ihr Geld ist sicher. Es braucht nur einen anderen Weg zu Ihnen.',
      body: 'Wir wollten {amount} zurückschicken, und der Zahlungsanbieter konnte es nicht annehmen. Daran sind Sie nicht schuld. Sie können es auf einem anderen Weg bekommen, oder jemand aus unserem Team erledigt es für Sie.',
      button: 'Anderen Weg wählen',
    },
    review_opened: {
      subject: 'Jemand kümmert sich: Antwort bis {by}',
      headline: 'Jemand kümmert sich darum. Sie hören bis {by} von uns.',
      body: 'Jemand aus unserem Team sieht sich an, was mit {things} passiert ist. Die ganze Geschichte liegt vor, Sie müssen nichts noch einmal erzählen.\n{silence, select, for_shopper {Schafft es bis dahin niemand, entscheiden wir zu Ihren Gunsten.} other {Schafft es bis dahin niemand, geht es direkt an die Teamleitung.}}',
      button: 'Stand ansehen',
    },
    review_moved: {
      subject: 'Wir brauchen etwas länger',
      headline: 'Wir brauchen etwas länger.{by, select, none {} other { Sie hören bis {by} von uns.}}',
      body: 'Wir hatten Ihnen bis jetzt eine Antwort zu {things} versprochen und das nicht gehalten. Das liegt an uns. Jetzt ist es bei der Teamleitung.',
      button: 'Stand ansehen',
    },
    review_granted: {
      subject: 'Gute Nachrichten zu {things}',
      headline: 'Wir haben es geprüft und bringen es in Ordnung',
      body: 'Danke für Ihre Geduld. Was als Nächstes passiert, ist schon unterwegs.{note, select, none {} other {\nVon der Person, die es geprüft hat: „{note}“}}',
      button: 'Wie es weitergeht',
    },
    review_declined: {
      subject: 'Unsere Antwort zu {things}',
      headline: 'Wir haben es sorgfältig geprüft und können es so nicht in Ordnung bringen',
      body: '{note, select, none {Wir sind alles durchgegangen, was wir dazu wissen.} other {Von der Person, die es geprüft hat: „{note}“}}\nSehen Sie es anders? Ein Mensch ist nur einen Klick entfernt und hat die ganze Geschichte vor sich.',
      button: 'Mit jemandem sprechen',
    },
    review_for_you: {
      subject: 'Für Sie entschieden: {things}',
      headline: 'Wir haben zu lange gebraucht, also ist es für Sie entschieden',
      body: 'Wir hatten Ihnen bis jetzt eine Antwort versprochen. Sie müssen nicht länger warten: Was Sie wollten, wird gerade gemacht.',
      button: 'Wie es weitergeht',
    },
    wait_started: {
      subject: 'Ab {until} haben Sie die Wahl',
      headline: 'Warten Sie noch bis {until}. Dann haben Sie die Wahl.',
      body: 'Das ist ärgerlich, wir wissen es. Viele Sendungen, die zu früh als zugestellt gemeldet wurden, tauchen innerhalb von zwei Tagen auf. Ist bis dahin nichts da, wählen Sie, was wir wegen {things} tun. Sie müssen es uns nicht noch einmal melden.',
      button: 'Meine Möglichkeiten',
    },
    wait_over: {
      subject: 'Jetzt haben Sie die Wahl: {things}',
      headline: 'Immer noch nicht da? Jetzt haben Sie die Wahl.',
      body: 'Wählen Sie, was wir wegen {things} tun sollen. Ein Klick, und es ist erledigt. Und falls es inzwischen da ist, sagen Sie es uns auch mit einem Klick.',
      button: 'Jetzt wählen',
    },
    turned_up: {
      subject: 'Danke, dass Sie es uns sagen',
      headline: 'Schön, es ist aufgetaucht. Danke, dass Sie es uns sagen!',
      body: 'Das hilft auch den Nächsten. Nachteile haben Sie davon keine.',
      button: 'Meine Bestellung ansehen',
    },
    payment_declined: {
      subject: 'Ihre Zahlung für {things} hat nicht geklappt',
      headline: 'Die Zahlung hat nicht geklappt, und es wurde nichts abgebucht',
      body: 'Sie wollten {things} behalten und bezahlen. Das geht weiterhin: Wählen Sie noch einmal, oder schicken Sie es kostenlos zurück. Nachteile haben Sie davon keine.',
      button: 'Noch einmal wählen',
    },
    exchange_not_paid: {
      subject: 'Die Zahlung für Ihren Umtausch hat nicht geklappt',
      headline: 'Die Zahlung hat nicht geklappt, und es wurde nichts abgebucht',
      body: 'Das andere haben wir noch nicht verschickt. Wählen Sie noch einmal: eine andere Zahlungsart, etwas anderes oder Ihr Geld zurück für {things}.',
      button: 'Noch einmal wählen',
    },
    part_not_possible: {
      subject: 'Zum fehlenden Teil: bitte noch einmal wählen',
      headline: 'Dieses Teil haben wir nicht einzeln. Sie können noch wählen.',
      body: 'Das tut uns leid. Für {things} schicken wir ein ganz neues, oder Sie bekommen Geld zurück. Wählen Sie, was Ihnen am besten passt.',
      button: 'Noch einmal wählen',
    },
    return_asked: {
      subject: 'Ihre Rücksendung: Antwort bis {by}',
      headline: 'Ein Mensch sieht sich Ihre Rücksendung an und antwortet bis {by}',
      body: 'Sie möchten {things} zurückschicken. Jemand aus unserem Team sieht sich das zuerst an. Bis dahin müssen Sie nichts tun.',
      button: 'Meine Rücksendung ansehen',
    },
    return_answered: {
      subject: '{outcome, select, approved {Ihre Rücksendung geht in Ordnung} other {Zu Ihrer Rücksendung}}: {things}',
      headline:
        '{outcome, select, approved {Ja, schicken Sie es zurück.} other {Wir haben genau hingesehen und können das nicht zurücknehmen.}}',
      body: '{outcome, select, approved {{things} kann zu uns zurück. Wie Sie es bringen, steht bei Ihrer Rücksendung.} other {Es geht um {things}. Sehen Sie es anders? Sagen Sie es uns: Dann sieht es sich ein anderer Mensch mit Ihnen an.}}{note, select, none {} other {\nWir haben notiert: „{note}“.}}',
      button: 'Meine Rücksendung ansehen',
    },
    return_closing: {
      subject: 'Bitte bis {by} abgeben: {things}',
      headline: 'Sie haben bis {by} Zeit, Ihre Rücksendung abzugeben',
      body: 'Möchten Sie {things} doch behalten? Dann müssen Sie nichts tun. Sonst finden Sie Code oder Etikett bei Ihrer Rücksendung.',
      button: 'So gebe ich es ab',
    },
    return_ended: {
      subject: 'Ihre Rücksendung ist beendet: {things}',
      headline:
        '{why, select, late {Ihre Rücksendung ist beendet. Sie behalten {things}.} other {Der Aufpreis konnte nicht bezahlt werden, deshalb bleibt alles, wie es war.}}',
      body: '{why, select, late {Sie wurde nicht rechtzeitig abgegeben. Ist sie schon unterwegs? Dann nehmen wir sie trotzdem an, und Ihr Geld kommt zurück.} other {Sie behalten {things}, und es wurde nichts abgebucht. Sie können neu wählen oder anders bezahlen.}}',
      button: 'Meine Bestellung ansehen',
    },
    way_ready: {
      subject: 'So geht {things} zurück',
      headline:
        '{kind, select, label {Ihr Etikett ist da} pickup {Wir holen es ab} other {Ihr Code ist da}}. {kind, select, pickup {Halten Sie es bereit.} other {Er gilt bis {by}.}}',
      body: '{kind, select, label {Packen Sie es ein, kleben Sie das Etikett auf und geben Sie es dem Paketdienst.} pickup {Jemand holt es an Ihrer Tür ab. Ein Etikett brauchen Sie nicht.} other {Zeigen Sie den Code auf dem Handy und geben Sie es ab. Nichts zu drucken.}}\nAnders überlegt? Bis zur Übergabe können Sie einen anderen Rückweg wählen oder es behalten.',
      button: '{kind, select, label {Etikett öffnen} pickup {Details ansehen} other {Code öffnen}}',
    },
    way_handed_over: {
      subject: 'Übergeben: {things}',
      headline: 'Es ist übergeben. Das war Ihr Teil.',
      body: 'Diese Mail ist Ihre Quittung: {number}. {money, select, later {Ab hier verfolgen wir {things} und sagen Ihnen, wenn Ihr Geld unterwegs ist.} other {Ab hier verfolgen wir {things}. Für Sie gibt es nichts mehr zu tun.}}',
      button: 'Rücksendung verfolgen',
    },
    way_lost: {
      subject: 'Ihre Rücksendung ging verloren, und das ist nicht Ihr Problem',
      headline:
        '{pays, select, yes {Sie ging auf dem Rückweg verloren. Ihr Geld bekommen Sie trotzdem.} other {Sie ging auf dem Rückweg verloren. Sie müssen nichts tun.}}',
      body: 'Sie haben {things} übergeben, und seitdem ist nichts davon zu hören. Das klären wir mit dem Paketdienst. Taucht es auf, behalten wir es, und für Sie ändert sich nichts.',
      button: 'Rücksendung ansehen',
    },
    way_received: {
      subject: 'Wir haben es: {things}',
      headline:
        '{finding, select, look {Ihr Paket ist da. Jemand aus unserem Team sieht es sich genauer an.} other {Ihr Paket ist da}}',
      body: '{finding, select, look {Etwas am Paket war nicht wie erwartet, deshalb sieht es sich ein Mensch an, bevor etwas entschieden wird. Sie hören von uns und können uns sagen, was Sie wissen.} other {{things} ist bei uns angekommen. {money, select, later {Wir sagen Ihnen, sobald Ihr Geld unterwegs ist.} other {Vielen Dank. Für Sie gibt es nichts mehr zu tun.}}}}',
      button: 'Rücksendung ansehen',
    },
    way_deducted: {
      subject: 'Zum Zustand von {things}',
      headline: 'Von Ihrer Erstattung wurden {amount} abgezogen',
      body: 'Wir haben {things} angesehen und notiert: „{note}“. Deshalb wurden {amount} abgezogen. Die Fotos liegen bei Ihrer Rücksendung. Sehen Sie das anders? Sagen Sie es uns, und eine andere Person sieht nach.',
      button: 'Rücksendung ansehen',
    },
    way_not_there: {
      subject: 'Wir konnten {things} im Paket nicht finden',
      headline: 'Zwei Menschen haben nachgesehen, und es war nicht im Paket',
      body: 'Wir haben notiert: „{note}“. Deshalb ist für {things} noch kein Geld unterwegs. Vielleicht ist es noch bei Ihnen oder in einem anderen Paket? Sagen Sie uns, was Sie wissen, und ein Mensch sieht noch einmal nach.',
      button: 'Dazu etwas sagen',
    },
    advance_reminder: {
      subject: 'Kleine Erinnerung: das alte bitte bis {by} zurückschicken',
      headline: 'Schicken Sie das alte bis {by} zurück, kostenlos',
      body: 'Ihr Ersatz ist da. Wenn Sie einen Moment haben, schicken Sie das alte zurück: {things}. Das kostet nichts.{charge, select, none {} other { Kommt es nie zurück, werden wie vereinbart {charge} abgebucht. Nicht, sobald es unterwegs ist.}}',
      button: 'Wie es zurückgeht',
    },
    advance_charged: {
      subject: 'Für {things} wurden {amount} abgebucht',
      headline: '{amount} wurden abgebucht, wie vereinbart',
      body: 'Das alte ist nicht zurückgekommen, und es gibt keine Spur davon. Sobald es unterwegs ist, geht das Geld von selbst an Sie zurück. Haben Sie es schon verschickt, sagen Sie es uns, und wir suchen danach.',
      button: 'Wie es zurückgeht',
    },
    advance_reversed: {
      subject: '{amount} gehen an Sie zurück',
      headline: 'Es ist doch unterwegs, also gehen {amount} an Sie zurück',
      body: 'Danke, dass Sie {things} zurückschicken. Sie müssen nichts weiter tun.',
      button: 'Zu meiner Rücksendung',
    },
    change_asked: {
      subject:
        'Wir haben für Sie nachgefragt: {kind, select, cancel {Stornierung von {things}} address {Ihre neue Adresse} payment {Ihre Zahlung} other {Ihre Änderung}}',
      headline: 'Wir haben nachgefragt.{by, select, none {} other { Bis {by} wissen Sie Bescheid.}}',
      body: '{kind, select, cancel {Was noch nicht unterwegs ist, wird storniert, und Ihr Geld kommt von selbst zurück. Es geht um {things}.} other {Wenn es noch geht, wird es von selbst geändert. Es geht um {things}.}} Bis dahin müssen Sie nichts tun.',
      button: 'Meine Bestellung ansehen',
    },
    change_applied: {
      subject:
        '{kind, select, address {Ihre Bestellung geht an die neue Adresse} payment {Ihre Zahlung wurde geändert} other {Ihre Bestellung wurde geändert}}',
      headline:
        'Erledigt. {kind, select, address {Ihre Bestellung geht an die neue Adresse.} payment {Ihre Bestellung ist mit der gewählten Zahlungsart bezahlt.} other {Ihre Bestellung wurde geändert.}}',
      body: 'Alles andere bleibt, wie es war.',
      button: 'Meine Bestellung ansehen',
    },
    change_refused: {
      subject: '{kind, select, cancel {Es war schon unterwegs} other {Ihre Bestellung bleibt, wie sie war}}: {things}',
      headline:
        '{kind, select, cancel {Es war schon unterwegs, als wir nachgefragt haben} other {Wir konnten es nicht mehr ändern}}',
      body: '{instead, select, parcel {Sie können die Annahme an der Tür verweigern oder die Sendung kostenlos zurückschicken. Ihr Geld bekommen Sie in beiden Fällen zurück.} person {Es wurde nichts abgebucht, und Ihre Bestellung bleibt, wie sie war. Ein Mensch kann nachsehen, was noch geht.} other {Es wurde nichts abgebucht, und Ihre Bestellung bleibt, wie sie war.}}',
      button: 'Was noch möglich ist',
    },
    cancel_done: {
      subject: '{whole, select, yes {Ihre Bestellung ist storniert} other {Storniert: {things}}}',
      headline:
        '{whole, select, yes {Ihre Bestellung ist storniert.} other {Storniert: {things}.}}{amount, select, none {} other { {amount} sind auf dem Weg zurück zu Ihnen.}}',
      body: '{whole, select, yes {Es wird nichts verschickt.} other {Der Rest Ihrer Bestellung kommt wie geplant.}}',
      button: 'Meine Bestellung ansehen',
    },
    late_notice: {
      subject: 'Ihre Sendung verspätet sich. Sie haben die Wahl.',
      headline:
        'Bis {promised} schaffen wir es nicht.{expected, select, none {} other { Wir erwarten sie {expected}.}}',
      body: 'Das tut uns leid; wir wollten es Ihnen sagen, bevor Sie fragen müssen. {choice, select, cancel {Möchten Sie auf {things} warten oder lieber Ihr Geld zurück? Warten kostet Sie nichts, und Sie können es sich jederzeit anders überlegen.} refuse {Es ist unterwegs: {things}. Wenn Sie lieber nicht warten, nehmen Sie das Paket an der Tür nicht an oder schicken Sie es kostenlos zurück; Ihr Geld kommt dann wieder.} other {Wir behalten {things} im Blick, bis alles bei Ihnen ist.}}',
      button: '{choice, select, cancel {Warten oder stornieren} other {Sendung verfolgen}}',
    },
    late_made_good: {
      subject:
        'Entschuldigung für die Verspätung: {amount, select, none {{credit} von uns} other {{amount} zurück an Sie}}',
      headline:
        '{arrived, select, yes {Wir hatten Ihnen einen Tag zugesagt und ihn verpasst.} other {Wir hatten Ihnen einen Tag zugesagt und schaffen ihn nicht.}} Das tut uns leid.',
      body: '{amount, select, none {} other {Sie haben für pünktlichen Versand bezahlt, deshalb bekommen Sie {amount} zurück. }}{credit, select, none {} other {Auf Ihrem Konto stehen {credit} Guthaben, denn eigentlich sollten Sie es schon haben: {things}. }}{choice, select, cancel {Möchten Sie auf {things} warten oder lieber Ihr Geld zurück? Warten kostet Sie nichts, und Sie können es sich jederzeit anders überlegen.} refuse {Ihr Paket ist unterwegs. Wenn Sie lieber nicht warten, nehmen Sie das Paket an der Tür nicht an oder schicken Sie es kostenlos zurück; Ihr Geld kommt dann wieder.} other {Sie müssen nichts tun.}}',
      button: '{choice, select, cancel {Warten oder stornieren} other {Meine Bestellung ansehen}}',
    },
    lost_put_right: {
      subject:
        '{remedy, select, replacement {Ihre Sendung ging verloren. Ersatz ist unterwegs.} other {Ihre Sendung ging verloren. {amount} sind auf dem Rückweg.}}',
      headline:
        '{remedy, select, replacement {Ersatz ist unterwegs.{by, select, none {} other { Er kommt bis {by}.}}} other {{amount} sind auf dem Weg zurück zu Ihnen.}}',
      body: 'Die Sendung mit {things} hat sich zu lange nicht bewegt, deshalb gilt sie für uns als verloren. Danach sollten Sie nicht fragen müssen. Taucht sie doch noch auf, sagen Sie es uns einfach.',
      button: 'Meine Bestellung ansehen',
    },
    withdrawal_received: {
      subject: 'Eingangsbestätigung: Ihr Widerruf zur Bestellung {order}',
      headline: 'Ihr Widerruf ist da. Er gilt ab {at}.',
      body: 'Bitte bewahren Sie diese E-Mail auf: Sie ist Ihre Eingangsbestätigung.\n• Name: {person}\n• Vertrag: Bestellung {order}\n• Widerrufen: {part, select, none {der ganze Vertrag} other {{part}}}\n• Eingegangen: {at}\n• Nummer dieser Erklärung: {number}\nEinen Grund brauchen wir nicht. Finden wir die Bestellung mit Ihrer Adresse, sagt die nächste E-Mail, wie es weitergeht; sonst sucht ein Mensch sie heraus und schreibt Ihnen.',
    },
    withdrawal_answered: {
      subject:
        '{outcome, select, return {Ihr Widerruf: so kommt es zurück} cancel {Ihr Widerruf: die Bestellung wird storniert} other {Ihr Widerruf: ein Mensch sieht ihn sich an}}',
      headline:
        '{outcome, select, return {Rechtzeitig widerrufen. Die Rücksendung kostet Sie nichts.} cancel {Rechtzeitig widerrufen. Wir stornieren, bevor es losgeht.} late {Ihr Widerruf kam nach der gesetzlichen Frist. Ein Mensch sieht ihn sich an.} excluded {Das gesetzliche Recht nimmt so etwas aus. Ein Mensch sieht es sich an.} other {Ein Mensch sieht sich Ihren Widerruf an.}}',
      body: '{outcome, select, return {Was Sie für die Rücksendung brauchen, finden Sie über den Link unten. Ihr Geld, samt Standardversand, ist unterwegs, sobald das Paket auf dem Rückweg gescannt ist. Ist das Paket noch unterwegs zu Ihnen, nehmen Sie es einfach nicht an.} cancel {Sie müssen nichts tun. Ihr Geld kommt von selbst auf demselben Weg zurück.} late {Noch ist nichts verloren: Jemand aus unserem Team prüft, was noch geht, und schreibt Ihnen.} excluded {Maßanfertigungen, Verderbliches, geöffnete Hygieneartikel und begonnene Downloads nimmt das Gesetz aus. Jemand aus unserem Team prüft, was noch geht, und schreibt Ihnen.} other {Jemand aus unserem Team liest ihn und schreibt Ihnen. Es zählt der Zeitpunkt Ihrer Erklärung.}}{rest, select, yes {\nEinen Teil davon sieht sich ein Mensch noch einmal an und schreibt Ihnen.} other {}}\nNummer Ihrer Erklärung: {number}',
      button: '{outcome, select, return {Zur Rücksendung} other {Zur Bestellung}}',
    },
    conversation_answer: {
      subject: 'Unsere Antwort',
      headline: '{person, select, none {Wir haben} other {{person} hat}} Ihnen geschrieben',
      body: 'Sie haben den Chat verlassen, deshalb kommt die Antwort per Mail. Sie können weitermachen, wo Sie aufgehört haben.',
      button: 'Gespräch öffnen',
    },
    incident_message: {
      subject: 'Neues zu Ihrer Bestellung',
      headline: 'Es ist etwas dazwischengekommen, und Sie sollen es von uns hören',
      body: 'Es geht um Ihre {count, plural, one {Bestellung} other {Bestellungen}} {orders}{more, plural, =0 {} other { und # weitere}}.\nSie müssen nichts tun. Wenn Sie lieber mit jemandem sprechen möchten, schreiben Sie uns einfach.',
      button: 'Meine Bestellung ansehen',
    },
    claim_asked: {
      subject: 'Wir haben {seller} wegen „{things}“ gefragt',
      headline: 'Wir haben {seller} gebeten, das in Ordnung zu bringen',
      body: 'Zeit dafür ist bis {by}. Ist es bis dahin nicht in Ordnung, übernehmen wir.\nSie müssen nichts tun.',
      button: 'Nachsehen, wie es steht',
    },
    claim_in_review: {
      subject: 'Ein Mensch sieht sich „{things}“ an',
      headline: 'Ein Mensch sieht sich beide Seiten an',
      body: 'Es geht um {things}. Sie hören spätestens am {by} von uns.',
      button: 'Nachsehen, wie es steht',
    },
    claim_offered: {
      subject: '{seller} bietet {amount} für „{things}“',
      headline: '{seller} bietet Ihnen {amount}, und Sie behalten es',
      body: 'Nehmen Sie an, wenn es sich richtig anfühlt. Wenn nicht, geht alles weiter wie bisher, und nichts ist verloren.',
      button: 'Entscheiden',
    },
    claim_question: {
      subject: 'Eine Frage zu „{things}“',
      headline: 'Wir haben eine Frage an Sie, bis {by}',
      body: 'Ihre Antwort hilft uns, das in Ordnung zu bringen. Ohne Antwort müssen wir uns nach dem richten, was der Verkäufer sagt.',
      button: 'Antworten',
    },
    claim_decided: {
      subject:
        '{outcome, select, paid {Sie bekommen {amount} für „{things}“ zurück} return {Schicken Sie „{things}“ zurück, und Ihr Geld kommt zurück} other {Was wir zu „{things}“ gefunden haben}}',
      headline:
        '{outcome, select, paid {Sie bekommen {amount} zurück} return {Schicken Sie es kostenlos zurück, und Ihr Geld kommt zurück} other {Hier geben wir {seller} recht}}',
      body: '{outcome, select, paid {Wir haben es in Ordnung gebracht.} return {Ihr Rückweg ist bereit. Er kostet Sie nichts.} other {Können Sie etwas Neues zeigen, sieht es sich jemand anderes noch einmal an.}}',
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
      body: '{sent, select, no {Noch nicht verschickt: „{things}“. Bitte jetzt versenden oder stornieren, damit niemand wartet.} other {Unterwegs und noch nicht da: „{things}“. Bitte jetzt beim Paketdienst nachfragen.}}\nWir haben Bescheid gegeben.',
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
      body: '{turn, select, again {Was Sie gewählt hatten, ging nicht, und das liegt an uns. Bitte wählen Sie noch einmal.} other {Sie haben es bei uns gekauft. Wir bringen das in Ordnung, und Sie wählen, wie: einmal tippen genügt.}}',
      button: 'Auswählen, was ich dafür möchte',
    },
    goes_on_by_mail: {
      subject: 'Es geht per Mail weiter',
      headline:
        '{because, select, quiet {Damit wir Sie nicht verlieren, geht es per Mail weiter} closed {Gerade ist niemand da, deshalb antworten wir per Mail} other {Es geht per Mail weiter, und nichts ist verloren}}',
      body: 'Alles, was Sie uns gesagt haben, ist da. Die Antwort kommt an diese Adresse. Im Chat weitermachen können Sie jederzeit.',
      button: 'Gespräch öffnen',
    },
    call_missed: {
      subject: 'Wir haben versucht, Sie anzurufen',
      headline:
        '{because, select, wrong_number {Unter der Nummer, die wir haben, konnten wir Sie nicht erreichen} other {Wir haben angerufen und Sie nicht erreicht}}',
      body: '{because, select, wrong_number {Nennen Sie uns eine andere Nummer und eine Zeit, die Ihnen passt, dann rufen wir wieder an.} other {Wählen Sie eine Zeit, die Ihnen passt, dann rufen wir wieder an. Schreiben können Sie auch jederzeit.}} Alles, was Sie uns gesagt haben, ist da.',
      button: 'Zeit wählen',
    },
    mail_received: {
      subject: '{about, select, none {Ihre Mail ist da} other {Re: {about}}}',
      headline: 'Ihre Mail ist da',
      body: '{by, select, none {Ein Mensch liest sie und antwortet Ihnen hier.} other {Ein Mensch liest sie und antwortet Ihnen hier, spätestens {by}.}}\nWenn Sie etwas hinzufügen möchten, antworten Sie einfach auf diese Mail. Was keinen Menschen braucht, etwa wo ein Paket ist, eine Rücksendung oder Ersatz für etwas, das kaputt ankam, geht sofort über den Link unten.',
      button: 'Sehen, was sofort geht',
      other: 'Etwas stimmt damit nicht',
    },
    transcript: {
      subject: 'Worüber wir gesprochen haben',
      headline: 'Hier steht alles, was gesagt wurde',
      body: 'Es liegt dieser Mail bei, einmal zum Drucken und einmal als Text. Ist noch etwas offen, schreiben Sie einfach im selben Gespräch weiter.',
      button: 'Gespräch öffnen',
    },
    survey_asked: {
      subject: 'Haben wir es gelöst?',
      headline: 'Haben wir es gelöst?',
      body: '{person, select, none {} other {Sie haben mit {person} gesprochen. }}Einmal tippen genügt, und was nicht gelöst ist, sehen wir uns noch einmal an.',
      button: 'Ja, es ist gelöst',
      other: 'Nein, noch nicht',
    },
    conduct_changed: {
      subject: '{step, select, lifted {Sie können uns wieder schreiben} other {Wie wir miteinander umgehen}}',
      headline:
        '{step, select, warned {Bitte bleiben Sie freundlich zu denen, die Ihnen helfen} mail_only {Wir antworten Ihnen eine Zeit lang per Mail} blocked {Schreiben an uns ist für eine Zeit ausgesetzt} other {Sie können uns wieder schreiben wie zuvor}}',
      body: '{step, select, warned {Wir wissen, dass etwas schiefgegangen ist, und bringen es in Ordnung. Beleidigungen machen das für den Menschen am anderen Ende schwerer.} lifted {Sonst hat sich nichts geändert.} other {Das gilt bis {until}.}} Alles zu Bestellungen, Rücksendungen und Erstattungen geht wie immer.',
    },
    staff_invitation: {
      subject: 'Passwort für die Konsole festlegen',
      headline: 'Willkommen, {person}. Legen Sie Ihr Passwort fest.',
      body: 'Der Link gilt einmal und {hours, plural, one {# Stunde} other {# Stunden}} lang. Danach richten Sie eine Authenticator-App auf Ihrem Telefon ein; halten Sie es bereit.\nDamit haben Sie nicht gerechnet? Sagen Sie es der Person, die den Shop betreibt.',
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
      body: '{summary}\n{outcome, select, approved {Es ist erledigt.} declined {{note, select, none {Fragen Sie nach, wenn Sie den Grund brauchen.} other {„{note}“}}} other {Sie können noch einmal fragen.}}',
      button: 'Anfrage öffnen',
    },
    change_late: {
      subject: 'Ihre Änderung dauert länger: {things}',
      headline: 'Es dauert länger als gesagt. Jetzt kümmert sich ein Mensch darum.',
      body: '{kind, select, cancel {Sie wollten {things} stornieren} address {Sie wollten {things} an eine andere Adresse} payment {Sie wollten {things} anders bezahlen} other {Sie wollten {things} ändern}}, und wir haben nicht rechtzeitig eine Antwort bekommen. Das liegt an uns. Sobald wir es wissen, hören Sie von uns.\nSie müssen nichts tun.',
      button: 'Meine Bestellung ansehen',
    },
    parcel_out: {
      subject: 'Kommt heute an: {things}',
      headline: 'Ihre Sendung wird heute zugestellt',
      body: 'Im Zustellfahrzeug: {things}. In Ihrer Bestellung sehen Sie, wo die Sendung ist.',
      button: 'Sendung verfolgen',
    },
    parcel_delivered: {
      subject: 'Zugestellt: {things}',
      headline: 'Ihre Sendung wurde zugestellt',
      body: 'Darin: {things}. Sie finden die Sendung nicht, oder etwas stimmt nicht? Einmal tippen genügt.',
      button: 'Meine Bestellung ansehen',
    },
    claim_again: {
      subject: 'Jemand anderes sieht sich „{things}“ noch einmal an',
      headline: 'Jemand anderes sieht es sich noch einmal an. Sie hören bis {by} von uns.',
      body: '{who, select, seller {{seller} hat uns etwas Neues gezeigt.} other {Sie haben um einen zweiten Blick gebeten.}} Es geht um {things}. Bis dahin müssen Sie nichts tun.',
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
        '{scope, select, order {{order, select, none {Neues zu Ihrer Bestellung} other {Neues zu Bestellung {order}}}} other {Ihre Neuigkeiten des Tages}}',
      headline:
        '{scope, select, order {{count, plural, one {# Neuigkeit} other {# Neuigkeiten}} zu Ihrer Bestellung} other {{count, plural, one {# Neuigkeit} other {# Neuigkeiten}} heute}}',
      body: '',
      button: '{scope, select, order {Meine Bestellung ansehen} other {Alle Neuigkeiten ansehen}}',
    },
  },
  topics: {
    sign_in: 'Anmeldecodes und die Sicherheit Ihres Kontos',
    money: 'Erstattungen und alles andere zu Ihrem Geld',
    problems: 'Antworten auf Probleme, die Sie gemeldet haben',
    orders: 'Änderungen an Ihren Bestellungen',
    answers: 'Antworten auf das, was Sie uns geschrieben haben',
    transcripts: 'Der Verlauf nach einem Gespräch',
    surveys: 'Die Frage, ob wir es gelöst haben',
    deliveries: 'Sendungen, die sich verspäten, bevor Sie fragen müssen',
    parcels: 'In Zustellung und zugestellt',
  },
  things:
    '{count, plural, =1 {{title}} =2 {{title} und 1 weiterer Artikel} other {{title} und {more} weitere Artikel}}',
  lineBy: '{amount}, da bis {day}',
  lineSoon: '{amount}',
  order: 'Bestellung {order}',
  reference: 'Zeichen {reference}',
  writeToUs: 'Fragen? Hier können Sie uns schreiben:',
  orOpen: 'Oder öffnen Sie diese Adresse:',
  seeIt: 'Ansehen',
  why: {
    sign_in: 'In dieser Mail geht es um die Sicherheit Ihres Kontos bei {store}. Sie kommt immer.',
    money: 'In dieser Mail geht es um Ihr Geld oder etwas, das Sie wissen müssen. Sie kommt immer.',
    answers: 'Sie bekommen diese Mail, weil Sie {store} geschrieben haben.',
    chosen: 'Sie bekommen diese Mail, weil Sie bei {store} bestellt haben und das wünschen: {topic}.',
    seller: 'Sie bekommen diese Mail, weil Sie bei {store} für einen Verkäufer antworten.',
    staff: 'Sie bekommen diese Mail, weil Sie bei {store} arbeiten.',
    address: 'Sie bekommen diese Mail, weil jemand diese Adresse bei {store} eingegeben hat.',
  },
  choose: 'Wählen, was Sie bekommen:',
  unsubscribe: 'Keine solchen Mails mehr:',
  short: {
    text: '{store}: {title} {url}',
    several: '{count, plural, one {# Neuigkeit} other {# Neuigkeiten}}',
    severalBody: 'Aus den Stunden, in denen bei Ihnen Nacht war. Alles steht an einem Ort.',
    code: '{code} ist Ihr Code für SMS von {store}. Niemand von uns fragt danach.',
    started: '{store}: Sie bekommen SMS zu dem, was Sie gewählt haben. STOP beendet sie, HELP hilft.',
    stopped: '{store}: Keine SMS mehr. Mit START bekommen Sie sie wieder.',
    help: '{store}: SMS zu Ihren Bestellungen, wie Sie es gewählt haben. Fragen: {url} STOP beendet sie.',
  },
}

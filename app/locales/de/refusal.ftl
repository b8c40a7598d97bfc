# Was an einem Wert falsch ist, was jemand nicht darf und was sich inzwischen geändert hat.

## Ein eingegebener Wert

wrong-required = Erforderlich.
wrong-too-short = Schreiben Sie mindestens { $count } Zeichen.
wrong-too-long = Schreiben Sie höchstens { $count } Zeichen.
wrong-too-many-tries =
    { $seconds ->
        [one] Zu viele Versuche. Warten Sie { $seconds } Sekunde, und versuchen Sie es dann noch einmal.
       *[other] Zu viele Versuche. Warten Sie { $seconds } Sekunden, und versuchen Sie es dann noch einmal.
    }
wrong-no-more-time = Das ist nicht mehr Zeit, als Sie haben. Sitzungen hintereinander dauern höchstens 4 Stunden; danach beginnen Sie beim Kontakt eine neue.
wrong-not-a-number = Geben Sie eine ganze Zahl ein, etwa 12.
wrong-not-an-amount = Geben Sie einen Betrag mit höchstens zwei Nachkommastellen ein, etwa 2500, 2500.50 oder 2500,50.
wrong-too-small = Geben Sie { $least } oder mehr ein.
wrong-too-large = Geben Sie { $most } oder weniger ein.
wrong-not-a-multiple = Dies wird in Vielfachen von { $once } verkauft. Geben Sie { $once }, { $twice } oder { $thrice } ein.
wrong-out-of-stock = { $sku } ist nicht auf Lager.
wrong-stock-left =
    { $count ->
        [one] Von { $sku } ist nur { $count } auf Lager.
       *[other] Von { $sku } sind nur { $count } auf Lager.
    }
wrong-not-a-choice = Wählen Sie eine der Möglichkeiten.
wrong-not-a-page = Auf dieser Seite kann keine Sitzung beginnen.
wrong-unprintable = Entfernen Sie die Steuerzeichen.
wrong-card-number = Das sieht nach der Nummer einer Zahlungskarte aus. Entfernen Sie sie: Kartennummern dürfen hier nicht stehen.
wrong-credentials = Anmeldename und Passwort passen nicht zusammen. Prüfen Sie beides, und versuchen Sie es noch einmal.
wrong-code = Der Code passt nicht. Jeder Code gilt einmal; eine App zeigt alle 30 Sekunden einen neuen.
wrong-passkey = Der Passkey passt nicht, oder es hat zu lange gedauert. Versuchen Sie es noch einmal.
wrong-password = Das ist nicht Ihr aktuelles Passwort.
wrong-withdrawn = { $sku } wird nicht mehr verkauft.
wrong-no-price = { $sku } hat keinen Preis für Ihre Firma. Bitten Sie um ein Angebot.
wrong-po-number-used = Bestellung { $order } Ihrer Firma hat schon diese Bestellnummer. Ändern Sie sie, oder senden Sie die Bestellung noch einmal, um sie zweimal zu verwenden.
wrong-empty-cart = Der Warenkorb ist leer.
wrong-total-too-large = Die Summe ist größer, als eine Bestellung sein darf. Teilen Sie sie in mehrere Bestellungen auf.
wrong-taken = Dies wird schon verwendet.
wrong-too-many = Es gibt schon { $count }. Entfernen Sie zuerst einen Eintrag.
wrong-guessable = Dieses Passwort ist leicht zu erraten. Nehmen Sie mehrere Wörter, die nichts miteinander zu tun haben.
wrong-not-an-email = Geben Sie eine E-Mail-Adresse ein, etwa name@firma.example.
wrong-key-reused = Dieses Formular wurde schon mit anderen Werten gesendet. Sehen Sie in der Liste der Bestellungen nach, und versuchen Sie es dann noch einmal.
wrong-not-an-address = An diese Adresse kann nicht geliefert werden.
wrong-unknown-key = Es gibt keinen Filter "{ $key }:". Verwenden Sie actor, for, company, action, object, result, session, after, before oder on-behalf.
wrong-no-key = Sagen Sie, was "{ $word }" ist, etwa actor:{ $word } oder object:{ $word }.
wrong-not-a-date = Diesen Tag gibt es nicht. Schreiben Sie einen Tag als 2026-05-01 oder eine Minute als 2026-05-01T14:30, in UTC.
wrong-not-a-result = Ein Ergebnis ist success oder denied.
wrong-not-a-code = Geben Sie die sechs Ziffern ein.
wrong-customer-code = Das ist nicht der Code, oder er ist abgelaufen. Bitten Sie den Kunden, ihn noch einmal vorzulesen oder einen neuen anzeigen zu lassen.
wrong-same-person = Das sind Sie selbst. Es muss jemand anders sein.
wrong-may-not-override = Die Rolle dieser Person enthält das nicht. Fragen Sie jemanden aus Teamleitung oder Administration.
wrong-not-a-yes = Schreiben Sie on-behalf:yes oder on-behalf:no.
wrong-not-between = Geben Sie eine ganze Zahl von { $least } bis { $most } ein.
wrong-last-manager = Niemand könnte danach noch Mitarbeitende verwalten. Geben Sie zuerst jemand anderem eine Rolle, die das darf.
wrong-audit-apart = Eine Rolle kann nicht Mitarbeitende verwalten und das Protokoll lesen: Wählen Sie eins von beiden.
wrong-audit-whole = Das Protokoll wird als Ganzes gelesen: Wählen Sie alle Firmen.
wrong-of-staff = Damit meldet sich jemand aus dem Team an. Kunden brauchen eine eigene Adresse.
wrong-of-a-customer = Das ist die Anmeldung eines Kunden. Mitarbeitende brauchen eine eigene Adresse.
wrong-order-limit = Ihr Limit für eine Bestellung im Auftrag ist { $limit }. Die Teamleitung kann diese Bestellung freigeben.
wrong-orders-limit =
    { $count ->
        [one] Ihr Limit ist { $count } Bestellung in einer Sitzung im Auftrag. Die Teamleitung kann eine weitere freigeben.
       *[other] Ihr Limit sind { $count } Bestellungen in einer Sitzung im Auftrag. Die Teamleitung kann eine weitere freigeben.
    }
wrong-not-a-percent = Geben Sie einen Prozentsatz von 0 bis 100 mit höchstens einer Nachkommastelle ein, etwa 5, 7.5 oder 7,5.
wrong-discount-limit = Ihr Limit für einen Rabatt im Auftrag ist { $limit }. Die Teamleitung kann diese Bestellung freigeben.
wrong-second-discount-limit = Diese Person darf Rabatte bis { $limit } freigeben. Fragen Sie jemanden, der mehr geben darf.
wrong-not-the-second = Das muss jemand anders sein, der Bestellungen über dem Limit freigeben darf.
wrong-other-person = Diese Anfrage kam aus dem Browser von { $name }. Nur { $name } kann sie bestätigen. Nichts wurde verbraucht.
wrong-second-administrator = Das ist Ihre eigene Rolle: Eine zweite Person mit Administrationsrechten muss die Änderung bestätigen. Geben Sie ihre geschäftliche E-Mail ein.
wrong-not-an-administrator = Diese Person darf keine Mitarbeitenden verwalten. Fragen Sie jemanden, der das darf.
wrong-too-many-matches = "{ $text }" passt auf zu viele. Schreiben Sie mehr vom Namen oder eine Kennung.
wrong-no-passkey = Ihr Browser hat keinen Passkey geliefert. Versuchen Sie es noch einmal, oder verwenden Sie Ihr Passwort.

## Der Aufruf einer Seite

call-signed-out = Sie sind abgemeldet. Laden Sie die Seite neu, um sich anzumelden.
call-ended = Die Sitzung ist beendet. Laden Sie die Seite neu.
call-gone = Das gibt es nicht mehr. Laden Sie die Seite neu.

## Was jemand nicht darf, kurz

denied-permission-short = Ihre Rolle darf sich nicht im Auftrag anmelden
denied-not-on-behalf-short = Nicht im Auftrag möglich
denied-view-only-short = Nur ansehen
denied-locked-short = Das Konto ist gesperrt
denied-disabled-short = Das Konto ist deaktiviert
denied-invited-short = Eingeladen, noch nie angemeldet
denied-unverified-short = Die E-Mail ist nicht bestätigt
denied-consent-short = Der Kunde erlaubt keinen Supportzugriff
denied-too-many-sessions-short = Sie haben zu viele Sitzungen offen
denied-on-hold-short = Für die Firma gilt eine Kreditsperre
denied-closed-short = Die Firma ist geschlossen
denied-store-short = Keiner Ihrer Stores
denied-oneself-short = Nicht für sich selbst
denied-no-factor-short = Zuerst zweiten Faktor hinzufügen
denied-last-factor-short = Der letzte zweite Faktor bleibt
denied-member-role-short = Ihre Rolle in der Firma erlaubt das nicht
denied-own-order-short = Jemand anders entscheidet
denied-off-short = Das Anmelden im Auftrag ist abgeschaltet

## Was jemand nicht darf

denied-permission = Das dürfen Sie nicht
denied-permission-help = Ihre Rolle enthält diese Berechtigung nicht. Fragen Sie die Administration, wenn Sie sie brauchen. Der Versuch wurde protokolliert.
denied-not-on-behalf = Nicht im Auftrag möglich
denied-not-on-behalf-help = Das kann nur der Kunde tun, selbst angemeldet. Es wurde nichts geändert.
denied-view-only = Diese Sitzung ist nur zum Ansehen
denied-view-only-help = Sie können alles ansehen, was der Kunde sieht, aber nichts ändern. Es wurde nichts geändert.
denied-locked = Das Konto ist gesperrt
denied-locked-help = Für ein gesperrtes Konto kann niemand handeln. Bitten Sie die Administration des Kunden, es zu entsperren.
denied-disabled = Das Konto ist deaktiviert
denied-disabled-help = Für ein deaktiviertes Konto kann niemand handeln.
denied-invited = Das Konto ist noch nicht aktiv
denied-invited-help = Die Person wurde eingeladen und hat sich noch nicht angemeldet. Vorher kann niemand für sie handeln.
denied-unverified = Die E-Mail ist nicht bestätigt
denied-unverified-help = Für ein Konto, dessen E-Mail nie bestätigt wurde, kann niemand handeln.
denied-consent = Der Kunde erlaubt keinen Supportzugriff
denied-consent-help = Bitten Sie den Kunden, den Supportzugriff in seinen Einstellungen zu erlauben, und beginnen Sie von vorn. Im Notfall können zwei Personen gemeinsam beginnen. Der Versuch wurde protokolliert.
denied-too-many-sessions = Zu viele Sitzungen sind offen
denied-too-many-sessions-help = Beenden Sie eine Ihrer offenen Sitzungen im Auftrag, und beginnen Sie von vorn.
denied-on-hold = Für die Firma gilt eine Kreditsperre
denied-on-hold-help = Zurzeit sind für diese Firma keine Bestellungen möglich. Der Warenkorb ist unverändert. Die Finanzabteilung kann die Sperre aufheben.
denied-closed = Die Firma ist geschlossen
denied-closed-help = Leute einer geschlossenen Firma können sich nicht anmelden, niemand kann für sie handeln, und nichts wird bestellt. Es wurde nichts geändert.
denied-store = Das ist keiner Ihrer Stores
denied-store-help = Bitten Sie die Administration, Ihnen den Store zuzuordnen.
denied-oneself = Ihren eigenen Zugang können Sie nicht ändern
denied-oneself-help = Bitten Sie eine andere Person mit Administrationsrechten. Es wurde nichts geändert.
denied-no-factor = Fügen Sie zuerst einen zweiten Faktor hinzu
denied-no-factor-help = Ein Passwort allein genügt hier für Mitarbeitende nicht. Melden Sie sich am Portal an, fügen Sie unter „Sicherheit“ einen zweiten Faktor hinzu, und beginnen Sie von vorn.
denied-last-factor = Der letzte zweite Faktor bleibt
denied-last-factor-help = Mitarbeitende brauchen hier einen. Fügen Sie zuerst einen anderen hinzu, und entfernen Sie dann diesen.
denied-member-role = Ihre Rolle in der Firma erlaubt das nicht
denied-member-role-help = Die Administration der Firma kann Ihnen eine andere Rolle geben. Es wurde nichts geändert.
denied-own-order = Über Ihre eigene Bestellung entscheidet jemand anders
denied-own-order-help = Sie wartet auf eine andere Person mit dem Recht zur Freigabe in Ihrer Firma.
denied-off = Das Anmelden im Auftrag ist abgeschaltet
denied-off-help = Zurzeit kann hier niemand für Kunden handeln. Die Betreiber des Shops können es einschalten. Es wurde nichts geändert.

## Was sich inzwischen geändert hat

conflict-cart = Der Warenkorb hat sich geändert
conflict-cart-help = Jemand hat den Warenkorb geändert, seit diese Seite angezeigt wurde. Öffnen Sie die Seite erneut, um die Änderung zu sehen; nichts ging verloren.
conflict-total = Die Summe hat sich geändert
conflict-total-help = Der Warenkorb, ein Preis, der Rabatt oder die Steuer ist nicht mehr wie auf dieser Seite. Es wurde noch nichts bestellt: Sehen Sie die neue Summe an, und bestellen Sie dann.
conflict-number = Es wurde keine freie Bestellnummer gefunden
conflict-number-help = Es wurde nichts bestellt, und der Warenkorb ist unverändert. Senden Sie die Bestellung noch einmal.
conflict-session = Dieses Formular gehört zu einer anderen Sitzung
conflict-session-help = Die Seite wurde für eine andere Sitzung geöffnet als die, die jetzt aktiv ist. Es wurde nichts geändert. Gehen Sie zum richtigen Tab zurück, und versuchen Sie es noch einmal.
conflict-last-admin = Jemand muss Mitarbeitende verwalten können
conflict-last-admin-help = Danach könnte das niemand mehr. Es wurde nichts geändert. Geben Sie zuerst jemand anderem die Rolle.
conflict-state = Dieser Schritt ist schon getan
conflict-state-help = Der Zustand hat sich geändert, deshalb ist dieser Schritt nicht mehr möglich. Öffnen Sie die Seite erneut.

## Bevor eine Seite erreicht ist

refused-400 = Die Anfrage lässt sich nicht als HTTP lesen oder nennt ihren Host nicht eindeutig.
refused-404 = An dieser Adresse ist nichts.
refused-405 = Diese Adresse nimmt diese Methode nicht an.
refused-408 = Die Anfrage kam nicht rechtzeitig an. Senden Sie sie noch einmal.
refused-410 = Was hier war, ist beendet.
refused-413 = Was gesendet wurde, ist zu groß.
refused-414 = Die Adresse ist zu lang.
refused-415 = Senden Sie es so, wie ein Browser Formulare sendet.
refused-421 = Diesen Host gibt es hier nicht.
refused-429 = Aus Ihrem Netz sind zu viele Anfragen unterwegs. Versuchen Sie es in ein paar Sekunden noch einmal.
refused-431 = Die Adresse oder die Kopfzeilen sind zu groß. Löschen Sie die Cookies dieser Website, und versuchen Sie es noch einmal.
refused-503 = Der Server ist ausgelastet. Versuchen Sie es in ein paar Sekunden noch einmal.
refused-fault = Der Fehler liegt bei uns. Versuchen Sie es gleich noch einmal.
refused-other = Die Anfrage wurde abgelehnt.
wrong-not-a-code-name = Höchstens 20 Buchstaben von a bis z, Ziffern und Bindestriche, zum Beispiel main.

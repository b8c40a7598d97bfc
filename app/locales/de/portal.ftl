# Wörter des Rahmens des Portals und solche, die mehrere seiner Seiten teilen.

## Wörter mehrerer Seiten

portal-accounts = Konten
portal-agent = Bearbeitet von
portal-all = Alle
portal-back-to-contacts = Kontakte
portal-cancel = Abbrechen
portal-choose-role = Rolle wählen
portal-clear-all = Suche und Filter zurücksetzen
portal-clear-filters = Filter zurücksetzen
portal-close = Schließen
portal-company = Firma
portal-contact = Kontakt
portal-continue = Weiter
portal-customer = Kunde
portal-customer-number = Kundennummer
portal-email = Geschäftliche E-Mail
portal-lines = Positionen
portal-login-on-behalf = Im Auftrag anmelden
portal-mode = Modus
portal-mode-view = Nur ansehen
portal-name = Name
portal-never-signed-in = Noch nie angemeldet
portal-no-account = Kein Konto
portal-no-orders-yet = Noch keine Bestellungen
portal-note = Notiz
portal-on-behalf = Im Auftrag
portal-placed-utc = Bestellt (UTC)
portal-reason = Grund
portal-recent-orders = Neueste Bestellungen
portal-all-orders = Alle Bestellungen
portal-remove = Entfernen
portal-role = Rolle
portal-search = Suchen
portal-started-utc = Beginn (UTC)
portal-state = Status
portal-status = Status
portal-store = Store
portal-support-rule = Firma zum Supportzugriff
portal-support-rule-help = Der Kunde kann strenger sein; es gilt die strengere Angabe.
portal-terms = Zahlungsziel
portal-ticket = Ticket
portal-times-utc = Zeiten in UTC
portal-total = Summe
portal-before = Vorher
portal-after = Nachher
portal-field = Feld
portal-before-and-after = Vorher und nachher

## Rahmen

frame-security-title = Ihr Passwort und Ihre zweiten Faktoren
frame-security = Sicherheit
frame-sign-out = Abmelden
frame-menu = Menü
frame-main = Hauptbereiche
frame-contacts = Kontakte
frame-orders = Bestellungen
frame-sessions = Sitzungen
frame-audit = Protokoll
frame-import = Import
frame-media = Bilder
frame-staff = Mitarbeitende

## Gespeicherte Ansichten einer Liste

views = Gespeicherte Ansichten
views-fold = Ansichten speichern oder entfernen
views-save-as = Diese Ansicht speichern als
views-save = Ansicht speichern
views-remove-whose = Ansicht { $name }
views-remove-question = Ansicht { $name } entfernen?
views-remove-help = Nur diese Abkürzung wird entfernt. Was sie auflistet, bleibt.
view-done-saved = Die Ansicht wurde gespeichert.
view-done-removed = Die Ansicht wurde entfernt.

## Anmelden

portal-sign-in-title = Anmelden
portal-sign-in-lead = Das Portal ist für Mitarbeitende.
portal-sign-in-password = Passwort
portal-sign-in-passkey = Mit Passkey anmelden
portal-sign-in-forgot = Passwort vergessen?
portal-sign-in-throttled =
    Zu viele Versuche. Versuchen Sie es in { $seconds ->
        [one] { $seconds } Sekunde
       *[other] { $seconds } Sekunden
    } noch einmal. Niemand wird ausgesperrt.

## Zweiter Schritt

factor-code = Code aus Ihrer Authenticator-App
factor-recovery-code = Wiederherstellungscode
factor-use-passkey = Passkey verwenden
factor-passkey-elsewhere = Ihr Passkey gilt nur unter { $host }.
factor-title = Zweiter Faktor
factor-heading = Noch ein Schritt
factor-lead = Ihr Passwort war richtig. Bestätigen Sie nun, dass Sie es sind.
factor-start-again = Von vorn beginnen
factor-or = oder
factor-passkey-title = Passkey
factor-passkey-lead = Ihr Browser fragt nach dem Passkey. Der Passkey verlässt Ihr Gerät nicht.
factor-passkey-failed = Es wurde kein Passkey verwendet. Versuchen Sie es noch einmal oder gehen Sie zurück und verwenden Sie einen Code.
factor-passkey-bare = Ein Passkey braucht JavaScript, das hier nicht läuft. Verwenden Sie stattdessen einen Code.
factor-other-way = Anders anmelden
factor-try-again = Noch einmal versuchen

## Weg in den Shop

handoff-title = Weiter im Shop
handoff-lead = Die Sitzung ist angefordert. Bestätigen Sie sie im Shop mit Ihrer eigenen Anmeldung.

## Personen

person-for-whom = { $who } für { $whom }
person-accounts-all-active = { $count } aktiv
person-accounts-locked = { $all } ({ $locked } gesperrt)
person-accounts-none-active = { $all } (keins aktiv)
person-accounts-active = { $all } ({ $active } aktiv)

## Verlauf

history-title = Verlauf
history-show-all = Alles zeigen
history-open-log = Im Protokoll öffnen
history-nothing = Bisher ist nichts geschehen.
history-created = Angelegt von
history-modified = Geändert von

## Ereignisse in Worten

story-order-placed-discount = Bestellung { $order } mit { $discount } Rabatt aufgegeben
story-order-submitted-discount = Bestellung { $order } mit { $discount } Rabatt zur Freigabe gesendet
story-order = { $step ->
    [submitted] Bestellung { $order } zur Freigabe gesendet
    [placed] Bestellung { $order } aufgegeben
    [confirmed] Bestellung { $order } bestätigt
    [shipped] Bestellung { $order } versandt
    [delivered] Bestellung { $order } geliefert
    [cancelled] Bestellung { $order } storniert
    [approved] Bestellung { $order } freigegeben
    [rejected] Bestellung { $order } abgelehnt
    [withdrawn] Bestellung { $order } zurückgezogen
   *[other] Bestellung { $order }
}
story-cart-added = { $product } in den Warenkorb gelegt
story-cart-changed = { $product } im Warenkorb geändert
story-cart-removed = { $product } aus dem Warenkorb entfernt
story-sheet-read = Tabelle { $file } gelesen
story-viewed = { $page ->
    [account] Kontoseite angesehen
    [approvals] Freigaben angesehen
    [company] Firmenseite angesehen
    [addresses] Adressen an der Kasse angesehen
    [cart] Warenkorb angesehen
    [checkout] Kasse angesehen
    [order] Eine Bestellung angesehen
    [orders] Bestellungen angesehen
    [prepared-cart] Vorbereiteten Warenkorb angesehen
    [prepared-carts] Vorbereitete Warenkörbe angesehen
    [quick-order] Schnellbestellung angesehen
    [support-access] Seite zum Supportzugriff angesehen
    [none] Eine Seite angesehen
   *[other] { $page } angesehen
}
story-page = { $page ->
    [account] Kontoseite
    [approvals] Freigaben
    [company] Firmenseite
    [addresses] Adressen an der Kasse
    [cart] Warenkorb
    [checkout] Kasse
    [order] eine Bestellung
    [orders] Bestellungen
    [prepared-cart] Vorbereiteter Warenkorb
    [prepared-carts] Vorbereitete Warenkörbe
    [quick-order] Schnellbestellung
    [support-access] Seite zum Supportzugriff
    [none] eine Seite
   *[other] { $page }
}
story-requested = Sitzung angefordert
story-started = Sitzung begonnen, mit eigener Anmeldung bestätigt
story-overridden = Fehlende Zustimmung zu zweit übergangen
story-ended = { $cause ->
    [stop] Sitzung vom Support beendet
    [idle] Sitzung beendet: nicht benutzt
    [expired] Sitzung beendet: Zeit abgelaufen
    [superseded] Sitzung beendet: mit mehr Zeit fortgesetzt
    [off] Sitzung beendet: Anmelden im Auftrag abgeschaltet
    [signed_out] Sitzung beendet: vom Portal abgemeldet
    [portal_idle] Sitzung beendet: Anmeldung am Portal nicht benutzt
    [portal_expired] Sitzung beendet: Anmeldung am Portal abgelaufen
    [agent_disabled] Sitzung beendet: Zugang deaktiviert
    [permission_lost] Sitzung beendet: Berechtigung entzogen
    [subject_disabled] Sitzung beendet: Konto gesperrt
    [company_closed] Sitzung beendet: Firma geschlossen
    [consent_withdrawn] Sitzung beendet: Zustimmung zurückgezogen
    [customer] Sitzung vom Kunden beendet
    [supervisor] Sitzung von der Teamleitung beendet
   *[other] Sitzung beendet
}
story-denied = Sitzung abgelehnt: { $why }
story-refused = Abgelehnt: { $why }
story-discount = { $discount } Rabatt
story-nobody = Niemand angemeldet
story-system = Das System

# Wörter der Seiten über Mitarbeitende.

## Mitarbeitende

staff-title = Mitarbeitende
staff-roles = Rollen
staff-invite = Einladen
staff-active = Aktiv
staff-disabled = Deaktiviert
staff-search = Name oder E-Mail
staff-all-roles = Alle Rollen
staff-count = { $count ->
    [one] { $count } Person
   *[other] { $count } Personen
}
staff-no-match = Niemand gefunden
staff-no-match-help = Prüfen Sie die Schreibweise oder setzen Sie Suche und Filter zurück.
staff-none = Noch keine Mitarbeitenden
staff-none-help = Der erste Zugang wird auf der Kommandozeile angelegt.
staff-last-sign-in-utc = Letzte Anmeldung (UTC)

## Einladen

invite-heading = Neues Teammitglied
invite-email-help = Damit melden sie sich an. Der Link zur Wahl eines Passworts geht dorthin und gilt einmal, drei Tage lang.
invite-send = Einladung senden
invite-waiting = Wartet
invite-expired = Link abgelaufen
invite-whose = an { $name }
invite-again = Erneut senden
invite-revoke = Zurückziehen
invite-by = Eingeladen von { $by }, { $time } UTC
invite-by-command-line = Auf der Kommandozeile eingeladen, { $time } UTC
invite-invited = Eingeladen
invite-welcome-title = Passwort wählen
invite-welcome = Willkommen, { $name }. Sie melden sich als { $email } an.
invite-new-password = Neues Passwort
invite-set-password = Passwort festlegen
invite-over = Dieser Link ist abgelaufen
invite-over-help = Er wurde benutzt, ersetzt oder zurückgezogen, oder er ist zu alt. Wenn Sie ein Passwort haben, melden Sie sich an; sonst bitten Sie um eine neue Einladung.
invite-sign-in = Anmelden

## Eine Person

staff-sign-out = Überall abmelden
staff-sign-out-question = { $name } überall abmelden?
staff-sign-out-help = Jede offene Sitzung endet sofort, auch die im Auftrag von Kunden. Erneutes Anmelden ist möglich.
staff-disable = Deaktivieren
staff-disable-question = { $name } deaktivieren?
staff-disable-help = Anmelden ist dann nicht mehr möglich. Jede offene Sitzung endet sofort, auch die im Auftrag von Kunden. Was getan wurde, bleibt im Protokoll.
staff-enable = Aktivieren
staff-never = Nie
staff-role-hint = Gilt ab dem nächsten Klick der Person, auch in offenen Sitzungen.
staff-change-role = Rolle ändern
staff-about-role = Was diese Rolle darf
staff-access = Zugang
staff-last-sign-in = Letzte Anmeldung
staff-reach-all = Die Rolle gilt für alle Firmen, ob angekreuzt oder nicht.
staff-reach-assigned = Die Rolle gilt nur für die Firmen, die hier zugeordnet sind. Andere sieht diese Person nicht.
staff-add-company = Firma hinzufügen
staff-companies = Firmen
staff-none-assigned = Keine zugeordnet
staff-stores = Stores
staff-scope = Firmen und Stores
staff-stores-help = Ist keiner angekreuzt, sind Konten in allen Stores zugänglich.
staff-scope-save = Firmen und Stores speichern
staff-acting = Handelt gerade im Auftrag
staff-acting-since = Seit { $time } UTC
staff-session = Angemeldet { $since }, zuletzt benutzt { $used } UTC
staff-no-sessions = Nirgends angemeldet.
staff-sessions = Offene Sitzungen

## Rollen

staff-role-changed = Geändert
staff-role-people = Personen
staff-role-may = Darf
staff-role-up-to-minutes = { $count ->
    [one] bis { $count } Minute
   *[other] bis { $count } Minuten
}
staff-role-up-to-amount = Bestellungen bis { $amount }
staff-role-up-to-orders = { $count ->
    [one] { $count } Bestellung je Sitzung
   *[other] { $count } Bestellungen je Sitzung
}
staff-role-up-to-discount = Rabatte bis { $percent }
staff-role-not-saved = Die Rolle wurde nicht gespeichert. Korrigieren Sie die markierten Felder.
staff-role-holds = Gilt ab dem nächsten Klick aller, die diese Rolle haben, auch in offenen Sitzungen.
staff-role-save = Rolle speichern
staff-role-second = Zweite Person mit Administrationsrechten
staff-role-second-help = Das ist Ihre eigene Rolle. Eine zweite Person mit Administrationsrechten bestätigt die Änderung an dieser Tastatur, alle anderen erhalten eine E-Mail.
staff-role-second-login = Geschäftliche E-Mail der zweiten Person
staff-role-second-password = Passwort der zweiten Person
staff-role-second-code = Code der zweiten Person
staff-role-second-code-help = Aus der Authenticator-App, falls vorhanden.
staff-role-permissions = Berechtigungen
staff-role-behalf = Im Auftrag von Kunden anmelden
staff-role-behalf-no = Nein
staff-role-behalf-full = Ansehen und ändern
staff-role-customers = Kunden
staff-role-all-companies = Alle Firmen
staff-role-assigned-only = Nur Firmen, die der Person zugeordnet sind
staff-role-minutes = Höchstdauer einer Sitzung im Auftrag in Minuten
staff-role-minutes-help = 15 bis 60.
staff-role-order-limit = Größte Bestellung im Auftrag
staff-role-order-limit-help = Summe mit Steuer in der Währung des Stores, etwa 2500. Darüber muss eine zweite Person die Bestellung freigeben.
staff-role-orders-limit = Bestellungen in einer Sitzung im Auftrag
staff-role-orders-limit-help = Darüber muss eine zweite Person jede weitere Bestellung freigeben.
staff-role-discount = Größter Rabatt im Auftrag in Prozent
staff-role-discount-help = Auf die Waren, etwa 7,5; 0 für keinen. Darüber muss eine zweite Person die Bestellung freigeben.
